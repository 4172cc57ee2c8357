using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// What a limit may know. Position and Working (signed quantity of orders not yet filled) are the arm's own; Price is the mark in
/// quote units; Exposure is the arm's gross notional over all legs; Cash and Equity in quote units.
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
    /// <summary>Signed position if the intent and all working orders fill.</summary>
    public double PositionAfter(in OrderIntent intent) => (Position + Working).ToDouble() + (intent.Side.Sign() * intent.Quantity.ToDouble());

    /// <summary>Notional of the intent at its limit price, or the mark for market orders.</summary>
    public double Notional(in OrderIntent intent) => intent.Quantity.ToDouble() * (intent.Type == OrderType.Limit ? intent.Price.ToDouble() : Price);
}
