using Ats.Domain;

namespace Ats.Engine;

/// <summary>What the engine knows of an instrument's market now.</summary>
internal sealed class InstrumentState(Instrument instrument)
{
    public Instrument Instrument { get; } = instrument;

    public BarFeed[] Feeds { get; set; } = [];

    public ArmLeg[] Legs { get; set; } = [];

    public ArmLeg[] TradeLegs { get; set; } = [];

    public ArmLeg[] QuoteLegs { get; set; } = [];

    public ArmLeg[] BookLegs { get; set; } = [];

    public OrderBook Book { get; } = new();

    /// <summary>Last traded price or bar close, raw; 0 before the first.</summary>
    public long Last;

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
}
