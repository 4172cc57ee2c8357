using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No more than so many orders of all arms working at once, this one included.</summary>
public sealed class MaxTotalOpenOrders(double limit) : IOrderLimit
{
    public string Name => "total-open-orders";

    public double Threshold => limit;

    public double Current(in RiskContext context) => context.Total?.OpenOrders ?? double.NaN;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        if (context.Total is not { } total) return Verdict.Approved;
        var value = total.OpenOrders + 1.0;
        return value > limit ? Verdict.Deny(DenialCode.TotalOpenOrders, value, limit) : Verdict.Approved;
    }
}
