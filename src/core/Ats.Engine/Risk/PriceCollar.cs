using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// A limit price may not be further than this from the mark on the losing side (buying above, selling below), in basis points; a market
/// order is judged by how far the mark has run from the price it was decided on.
/// </summary>
public sealed class PriceCollar(double limitBps) : IOrderLimit
{
    public string Name => "price-collar";

    public double Threshold => limitBps;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var bps = intent.Type == OrderType.Limit
            ? intent.Side.Sign() * ((intent.Price.ToDouble() / context.Price) - 1) * 10_000
            : Math.Abs((intent.DecisionPrice.ToDouble() / context.Price) - 1) * 10_000;
        return bps > limitBps ? Verdict.Deny(DenialCode.PriceCollar, bps, limitBps) : Verdict.Approved;
    }
}
