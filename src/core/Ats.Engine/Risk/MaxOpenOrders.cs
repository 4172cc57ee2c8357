using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No more than so many orders of the arm working at once, this one included.</summary>
public sealed class MaxOpenOrders(double limit) : IOrderLimit
{
    public string Name => "open-orders";

    public double Threshold => limit;

    public double Current(in RiskContext context) => context.OpenOrders;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var value = context.OpenOrders + 1.0;
        return value > limit ? Verdict.Deny(DenialCode.OpenOrders, value, limit) : Verdict.Approved;
    }
}
