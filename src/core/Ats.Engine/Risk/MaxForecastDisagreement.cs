using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No order when the models asked disagree by more than this standard deviation, basis points. Where a forecast states none, it is not judged.</summary>
public sealed class MaxForecastDisagreement(double limitBps) : IOrderLimit
{
    public string Name => "forecast-disagreement";

    public double Threshold => limitBps;

    public double Current(in RiskContext context) => Measure(in context);

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var value = Measure(in context);
        return value > limitBps ? Verdict.Deny(DenialCode.ForecastDisagreement, value, limitBps) : Verdict.Approved;
    }

    /// <summary>NaN, which is never too much, without a forecast.</summary>
    private static double Measure(in RiskContext context) =>
        context.Forecasts is { Latest.Exists: true } forecasts ? forecasts.Latest.Disagreement * 10_000 : double.NaN;
}
