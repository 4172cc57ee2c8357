using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Gross notional of the arm over all legs, as a multiple of its equity, after the order.</summary>
public sealed class MaxExposure(double limit) : IOrderLimit
{
    public string Name => "exposure";

    public double Threshold => limit;

    public double Current(in RiskContext context) => context.Equity > 0 ? context.Exposure / context.Equity : context.Exposure > 0 ? double.PositiveInfinity : 0;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var before = Math.Abs(context.Position.ToDouble()) * context.Price;
        var after = Math.Abs(context.PositionAfter(in intent)) * context.Price;
        var exposure = context.Exposure - before + after;
        var multiple = context.Equity > 0 ? exposure / context.Equity : double.PositiveInfinity;
        return multiple > limit ? Verdict.Deny(DenialCode.Exposure, multiple, limit) : Verdict.Approved;
    }
}
