using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No order on a forecast older than this, seconds, or past its own validity, or where there is none any more.</summary>
public sealed class MaxForecastAge(double limitSeconds) : IOrderLimit
{
    public string Name => "forecast-age";

    public double Threshold => limitSeconds;

    public double Current(in RiskContext context) => Measure(in context);

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var value = Measure(in context);
        return value > limitSeconds ? Verdict.Deny(DenialCode.ForecastAge, value, limitSeconds) : Verdict.Approved;
    }

    /// <summary>NaN, which is never too much, without a forecast.</summary>
    private static double Measure(in RiskContext context)
    {
        if (context.Forecasts is not { Latest.Exists: true } forecasts) return double.NaN;
        return forecasts.Latest.Status != ForecastStatus.Ok || context.Now > forecasts.Latest.ValidUntil ? double.PositiveInfinity : (double)(context.Now - forecasts.Latest.AsOf) / Timestamp.NanosecondsPerSecond;
    }
}
