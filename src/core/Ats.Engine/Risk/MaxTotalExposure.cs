using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Gross notional of all arms together, as a multiple of their equity, after the order; everything working counted at its worst.</summary>
public sealed class MaxTotalExposure(double limit) : IOrderLimit
{
    public string Name => "total-exposure";

    public double Threshold => limit;

    public double Current(in RiskContext context) => context.Total is { } total ? Multiple(total, total.OtherExposure + (Math.Abs(context.Position.ToDouble()) * context.Price)) : double.NaN;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        if (context.Total is not { } total) return Verdict.Approved;
        var value = Multiple(total, total.OtherExposure + (Math.Abs(context.PositionAfter(in intent)) * context.Price));
        return value > limit ? Verdict.Deny(DenialCode.TotalExposure, value, limit) : Verdict.Approved;
    }

    private static double Multiple(TotalRisk total, double exposure) =>
        total.Equity > 0 ? exposure / total.Equity : exposure > 0 ? double.PositiveInfinity : 0;
}
