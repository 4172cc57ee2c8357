using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>What a matching engine checks of an order by itself; notional, bands and balances are the exchange's.</summary>
public sealed record MatchingRules
{
    /// <summary>Owners are numbered 0 to this: the engine keeps an array of them.</summary>
    public const int MaxOwner = (1 << 20) - 1;

    /// <exception cref="ArgumentOutOfRangeException">Tick or lot is not positive.</exception>
    public MatchingRules(Price tickSize, Quantity lotSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tickSize.Raw);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lotSize.Raw);
        TickSize = tickSize;
        LotSize = lotSize;
    }

    public Price TickSize { get; }

    public Quantity LotSize { get; }

    /// <summary>Largest quantity of one order. The sum of a level, and of a position, must stay below 92 billion units.</summary>
    public Quantity MaxQuantity { get; init; } = new(1L << 47);

    public static MatchingRules Of(Instrument instrument)
    {
        var rules = new MatchingRules(instrument.TickSize, instrument.LotSize);
        return instrument.MaxQuantity.IsZero ? rules : rules with { MaxQuantity = instrument.MaxQuantity };
    }
}
