using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>
/// A classical strategy whose orders are timed by the forecaster: what it wants is taken when the forecast of the next seconds points the way
/// the order goes; until then an order rests at the best price; after the patience it is taken all the same.
/// Source: Stoikov and Waeber (2016), "Reducing Transaction Costs with Low-Latency Trading Algorithms", Quantitative Finance 16.
/// </summary>
public sealed class AiTiming(AiTiming.Settings settings, Strategy inner) : ShadowedStrategy(inner)
{
    private readonly long _horizon = settings.Horizon * Timestamp.NanosecondsPerSecond;
    private Forecast _forecast;

    public override ExecutionPolicy Execution => settings.Policy;

    public override Forecast ForecastOf(int leg) => _forecast;

    public override void OnForecast(int leg, in Forecast forecast, Targets targets)
    {
        if (forecast.HorizonNanoseconds == _horizon) _forecast = forecast;
    }

    public override Reason Explain(int leg) => InnerReason;

    protected override void Follow(Targets targets)
    {
        if (!Inner.IsHold) targets.Set(0, Inner);
    }

    public sealed record Settings(int Horizon, double Patience, int Reprice, bool Take)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("horizon", 15, 1, 86400, "how far ahead the forecast asked looks, seconds"),
            new("patience", 30, 1, 86400, "how long agreement is waited for, seconds") { IsWhole = false },
            new("reprice", 0, 0, 1000, "ticks the market may move away before the resting order follows"),
            new("take", 1, 0, 1, "1 = take when the patience is over, 0 = let the entry go"),
        ];

        internal ExecutionPolicy Policy { get; } = ExecutionPolicy.Timed(Patience, Horizon, rests: true, Reprice, Take);

        public static Settings From(ParameterSet p) => new(p.Int("horizon"), p["patience"], p.Int("reprice"), p.Flag("take"));
    }
}
