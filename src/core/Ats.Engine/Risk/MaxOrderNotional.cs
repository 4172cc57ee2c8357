using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No single order above this worth, quote units.</summary>
public sealed class MaxOrderNotional(double limit) : IOrderLimit
{
    public string Name => "order-notional";

    public double Threshold => limit;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var notional = context.Notional(in intent);
        return notional > limit ? Verdict.Deny(DenialCode.OrderNotional, notional, limit) : Verdict.Approved;
    }
}
