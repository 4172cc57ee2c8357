using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No order on an instrument whose last market event is older than this, seconds.</summary>
public sealed class MaxDataAge(double limitSeconds) : IOrderLimit
{
    public string Name => "stale-data";

    public double Threshold => limitSeconds;

    public double Current(in RiskContext context) => context.EventAgeSeconds;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var value = context.EventAgeSeconds;
        return value > limitSeconds ? Verdict.Deny(DenialCode.StaleData, value, limitSeconds) : Verdict.Approved;
    }
}
