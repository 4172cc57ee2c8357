using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No order on a forecast that has jumped this far from the one before it, basis points.</summary>
public sealed class MaxForecastJump(double limitBps) : IOrderLimit
{
    public string Name => "forecast-jump";

    public double Threshold => limitBps;

    public double Current(in RiskContext context) => Measure(in context);

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var value = Measure(in context);
        return value > limitBps ? Verdict.Deny(DenialCode.ForecastJump, value, limitBps) : Verdict.Approved;
    }

    /// <summary>NaN, which is never too much, without two forecasts.</summary>
    private static double Measure(in RiskContext context) => context.Forecasts is { Latest.Exists: true, Previous.Exists: true } forecasts
        ? Math.Abs(forecasts.Latest.ExpectedReturn - forecasts.Previous.ExpectedReturn) * 10_000
        : double.NaN;
}
