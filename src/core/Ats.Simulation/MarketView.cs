using Ats.Domain;

namespace Ats.Simulation;

/// <summary>The market of one instrument as the simulated exchange sees it.</summary>
internal sealed class MarketView(Instrument instrument)
{
    public Instrument Instrument { get; } = instrument;

    public bool IsSpot { get; } = instrument.Kind == ContractKind.Spot;

    public decimal MakerRate { get; } = instrument.Fees.MakerRate;

    public decimal TakerRate { get; } = instrument.Fees.TakerRate;

    /// <summary>Share of notional kept per unit opened: leverage only.</summary>
    public decimal InitialRate { get; } = 1 / instrument.MaxLeverage;

    /// <summary>Share of notional an opening needs: all of it on spot, initial margin on perpetuals, and the taker fee.</summary>
    public decimal OpeningRate { get; } = (instrument.Kind == ContractKind.Spot ? 1 : 1 / instrument.MaxLeverage) + instrument.Fees.TakerRate;

    /// <summary>Share of value below which equity means liquidation: maintenance and the taker fee to close.</summary>
    public double MaintenanceRate { get; } = (double)(instrument.MaintenanceMarginRate + instrument.Fees.TakerRate);

    public OrderBook Book { get; } = new();

    /// <summary>Orders that have arrived and are working (resting, conditional, or waiting for the next price).</summary>
    public List<SimulatedOrder> Working { get; } = [];

    /// <summary>The latest exchange time that met the working orders (a bar: its close).</summary>
    public Timestamp Clock = Timestamp.MinValue;

    public long Last;
    public long Bid;
    public long BidQuantity;
    public long Ask;
    public long AskQuantity;
    public long Mark;

    /// <summary>Above this and below <see cref="DangerHigh"/> no account can be liquidated; MaxValue = not known.</summary>
    public long DangerLow = long.MaxValue;

    public long DangerHigh;

    /// <summary>Best estimate of value: mark price if published, else mid, else last; raw.</summary>
    public long Value => Mark > 0 ? Mark : Bid > 0 && Ask > 0 ? Bid + ((Ask - Bid) / 2) : Last;
}
