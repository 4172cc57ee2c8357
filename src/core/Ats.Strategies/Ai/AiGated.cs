using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>
/// A classical strategy with the forecaster's veto: it enters only when the forecast over the horizon does not point against it by more than
/// the tolerance. Its twin <see cref="RandomGated"/> is refused as often, by lot: the difference between them is what the veto is worth.
/// Source: meta-labeling, López de Prado (2018), "Advances in Financial Machine Learning", chapter 3.
/// </summary>
public sealed class AiGated(AiGated.Settings settings, Strategy inner) : GatedStrategy(inner)
{
    private readonly long _horizon = settings.Horizon * Timestamp.NanosecondsPerSecond;
    private Forecast _forecast;

    public override Forecast ForecastOf(int leg) => _forecast;

    /// <summary>The forecaster can be asked.</summary>
    internal bool CanAsk => _forecast.IsGood;

    public override void OnForecast(int leg, in Forecast forecast, Targets targets)
    {
        if (forecast.HorizonNanoseconds != _horizon) return;
        _forecast = forecast;
        Follow(targets);
    }

    public override Reason Explain(int leg) => InnerReason;

    protected override bool? Allows(double level) => _forecast.IsGood ? Edge(level) >= -settings.Tolerance : null;

    protected override (double EdgeBps, Reason Why) WhyRefused(double level) =>
        (Edge(level), new Reason("veto: level {0} is wanted, but the forecast is {1} bps over {2} s", level, _forecast.ExpectedBps, settings.Horizon));

    private double Edge(double level) => Math.Sign(level) * _forecast.ExpectedBps;

    public sealed record Settings(int Horizon, double Tolerance)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("horizon", 15, 1, 86400, "how far ahead the forecast asked looks, seconds"),
            new("tolerance", 0, 0, 100, "how far the forecast may point against an entry, basis points") { IsWhole = false },
        ];

        public static Settings From(ParameterSet p) => new(p.Int("horizon"), p["tolerance"]);
    }
}
