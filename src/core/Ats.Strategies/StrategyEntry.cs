using Ats.Engine;

namespace Ats.Strategies;

/// <summary>One strategy in the catalog: what it is called, what it does in plain words, where it comes from, and how it is made.</summary>
public sealed record StrategyEntry(
    string Name,
    StrategyKind Kind,
    string Description,
    string Source,
    IReadOnlyList<StrategyParameter> Parameters,
    Func<ParameterSet, Contest, Strategy> Create)
{
    /// <summary>Number of instruments it trades together.</summary>
    public int Legs { get; init; } = 1;

    /// <summary>The market data it cannot do without.</summary>
    public MarketNeeds Needs { get; init; } = MarketNeeds.Bars;

    /// <summary>It keeps quotes resting instead of wanting levels.</summary>
    public bool Quotes { get; init; }

    /// <summary>Strategies it works with inside unless told otherwise, as written after <c>of=</c> (<see cref="InnerText"/>); null = it takes none.</summary>
    public string? Of { get; init; }

    /// <summary>How many it can work with.</summary>
    public int MostInner { get; init; }
}
