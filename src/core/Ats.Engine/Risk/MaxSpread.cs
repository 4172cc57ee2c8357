using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No order that adds to a position into a spread wider than this share of the mid, basis points. Without a quote it does not judge.</summary>
public sealed class MaxSpread(double limitBps) : IOrderLimit
{
    public string Name => "spread";

    public double Threshold => limitBps;

    public double Current(in RiskContext context) => context.SpreadBps;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var value = context.SpreadBps;
        return value > limitBps ? Verdict.Deny(DenialCode.Spread, value, limitBps) : Verdict.Approved;
    }
}
