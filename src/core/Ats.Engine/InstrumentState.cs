using Ats.Domain;

namespace Ats.Engine;

/// <summary>What the engine knows of an instrument's market now.</summary>
internal sealed class InstrumentState(Instrument instrument)
{
    /// <summary>With its rules as they are now.</summary>
    public Instrument Instrument { get; set; } = instrument;

    public BarFeed[] Feeds { get; set; } = [];

    public ArmLeg[] Legs { get; set; } = [];

    public ArmLeg[] TradeLegs { get; set; } = [];

    public ArmLeg[] QuoteLegs { get; set; } = [];

    public ArmLeg[] BookLegs { get; set; } = [];

    public ArmLeg[] ForecastLegs { get; set; } = [];

    /// <summary>Those whose orders rest or wait, and so follow the market.</summary>
    public ArmLeg[] PatientLegs { get; set; } = [];

    public OrderBook Book { get; } = new();

    /// <summary>Last traded price or bar close, raw; 0 before the first.</summary>
    public long Last;

    public ForecastBoard Forecasts { get; } = new();

    /// <summary>Signed net position the exchange's stop of last resort covers (a sell stop covers what is long), as the host reported it.</summary>
    public Quantity Covered;

    /// <summary>Since when the net position is not covered; <see cref="Timestamp.MaxValue"/> = it is, or there is none.</summary>
    public Timestamp UncoveredSince = Timestamp.MaxValue;

    /// <summary>When the last event came.</summary>
    public Timestamp ReceivedAt;

    public long Bid;
    public long Ask;

    /// <summary>The instrument has public trades, so bars come from them and not from mids.</summary>
    public bool HasTrades;

    /// <summary>Bars of the tape itself arrive: nothing is built from ticks.</summary>
    public bool HasBars;

    /// <summary>What positions are valued at: the mid where there is one, else the last price; raw, 0 = none yet.</summary>
    public long Mark => Bid > 0 && Ask > 0 ? Bid + ((Ask - Bid) / 2) : Last;

    public Price MarkPrice => new(Mark);

    /// <summary>Looks at the net position of all arms, which is what the exchange holds.</summary>
    public void UpdateCover(Timestamp now)
    {
        // What is owned outright cannot be liquidated, and the exchange holds no stop on it.
        if (Instrument.Kind == ContractKind.Spot) return;
        var net = 0L;
        foreach (var leg in Legs) net += leg.Position.Quantity.Raw;
        var covered = net == 0 || (net > 0 == Covered.Raw > 0 && Math.Abs(net) <= Math.Abs(Covered.Raw));
        if (covered) UncoveredSince = Timestamp.MaxValue;
        else if (UncoveredSince == Timestamp.MaxValue) UncoveredSince = now;
    }
}
