namespace Ats.Engine.Risk;

/// <summary>
/// What all arms hold together besides the order being judged: others' gross notional (quote units) and gross position on its instrument
/// (base units), each with everything working at its worst and without the arm's own leg there; orders working; equity (quote units).
/// Gross: long here and short there are two positions, though they net at the exchange.
/// </summary>
public sealed class TotalRisk
{
    public double OtherExposure { get; internal set; }

    public double OtherPosition { get; internal set; }

    public int OpenOrders { get; internal set; }

    public double Equity { get; internal set; }
}
