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
    /// <summary>Signed position if the intent and the working orders on its side fill.</summary>
    public double PositionAfter(in OrderIntent intent) => (Position + Working).ToDouble() + (intent.Side.Sign() * intent.Quantity.ToDouble());

    /// <summary>Notional of the intent at its limit price, or the mark for market orders.</summary>
    public double Notional(in OrderIntent intent) => intent.Quantity.ToDouble() * (intent.Type == OrderType.Limit ? intent.Price.ToDouble() : Price);
}
