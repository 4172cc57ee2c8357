using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>A forecast further from zero than a market can move in its horizon is a broken forecast; also one that is no number. Basis points.</summary>
public sealed class MaxForecast(double limitBps) : IOrderLimit
{
    public string Name => "forecast-range";

    public double Threshold => limitBps;

    public double Current(in RiskContext context) => Measure(in context);

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var value = Measure(in context);
        return value > limitBps ? Verdict.Deny(DenialCode.ForecastRange, value, limitBps) : Verdict.Approved;
    }

    /// <summary>NaN, which is never too much, without a forecast.</summary>
    private static double Measure(in RiskContext context)
    {
        if (context.Forecasts is not { Latest.Exists: true } forecasts) return double.NaN;
        var expected = forecasts.Latest.ExpectedReturn;
        return double.IsFinite(expected) ? Math.Abs(expected) * 10_000 : double.PositiveInfinity;
    }
}
