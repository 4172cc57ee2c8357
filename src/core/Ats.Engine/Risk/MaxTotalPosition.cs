using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Gross position of all arms together on one instrument, base units, after the order; long here and short there both count.</summary>
public sealed class MaxTotalPosition(double limit) : IOrderLimit
{
    public string Name => "total-position";

    public double Threshold => limit;

    public double Current(in RiskContext context) => context.Total is { } total ? total.OtherPosition + Math.Abs(context.Position.ToDouble()) : double.NaN;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        if (context.Total is not { } total) return Verdict.Approved;
        var value = total.OtherPosition + Math.Abs(context.PositionAfter(in intent));
        return value > limit ? Verdict.Deny(DenialCode.TotalPosition, value, limit) : Verdict.Approved;
    }
}
