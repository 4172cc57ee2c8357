using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// What a limit may know. Position and Working are the arm's own; Working is the signed quantity not yet filled of its other orders on the
/// intent's side only, since those on the other side may never fill: the worst case. Price is the mark in quote units; Exposure is the
/// arm's gross notional: this instrument as held, the others with everything working at its worst; Cash and Equity in quote units.
/// </summary>
public readonly record struct RiskContext(
    Instrument Instrument,
    Quantity Position,
    Quantity Working,
    double Price,
    double Cash,
    double Equity,
    double Exposure)
{
    public Timestamp Now { get; init; }

    /// <summary>When the instrument's last market event was received.</summary>
    public Timestamp LastEvent { get; init; }

    /// <summary>Zero where there is none.</summary>
    public Price Bid { get; init; }

    /// <summary>Zero where there is none.</summary>
    public Price Ask { get; init; }

    /// <summary>Working orders of the arm on all its instruments, without the one being amended.</summary>
    public int OpenOrders { get; init; }

    /// <summary>What limits remember of the arm; null where nobody keeps it.</summary>
    public RiskStatistics? Statistics { get; init; }

    /// <summary>All arms together; null where no limit asks.</summary>
    public TotalRisk? Total { get; init; }

    /// <summary>Forecasts the arm's strategy uses here; null where there are none.</summary>
    public ForecastState? Forecasts { get; init; }

    /// <summary>Seconds since the instrument's last market event; NaN when nobody said.</summary>
    public double EventAgeSeconds => LastEvent == default ? double.NaN : (double)(Now - LastEvent) / Timestamp.NanosecondsPerSecond;

    /// <summary>Spread as a share of the mid, basis points; NaN without a quote.</summary>
    public double SpreadBps => Bid.Raw > 0 && Ask.Raw > 0 ? 20_000.0 * (Ask.Raw - Bid.Raw) / ((double)Ask.Raw + Bid.Raw) : double.NaN;

    /// <summary>Signed position if the intent and the working orders on its side fill.</summary>
    public double PositionAfter(in OrderIntent intent) => (Position + Working).ToDouble() + (intent.Side.Sign() * intent.Quantity.ToDouble());

    /// <summary>Notional of the intent at its limit price, or the mark for market orders.</summary>
    public double Notional(in OrderIntent intent) => intent.Quantity.ToDouble() * (intent.Type == OrderType.Limit ? intent.Price.ToDouble() : Price);
}
