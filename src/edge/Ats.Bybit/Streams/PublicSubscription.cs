using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>What to stream of one symbol. One book depth each: a level-1 topic and a deep one would fight over one book.</summary>
public sealed record PublicSubscription(string Symbol, short Instrument)
{
    /// <summary>1, 50, 200 or 1000; 0 = no book.</summary>
    public int BookDepth { get; init; }

    public bool Trades { get; init; }

    public bool Ticker { get; init; }

    public IReadOnlyList<BarInterval> Klines { get; init; } = [];
}
