using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Engine;

/// <summary>Forecasts and quotes at moments in seconds from <see cref="Bench.Start"/>.</summary>
internal static class Forecasts
{
    public static readonly long Horizon = 15 * Timestamp.NanosecondsPerSecond;

    public static Timestamp At(double seconds) => new(Bench.Start.Nanoseconds + (long)Math.Round(seconds * 1e9));

    /// <summary>As of a quarter second before it is received, valid for two seconds from then.</summary>
    public static MarketEvent Expecting(double bps, double received, long? horizon = null, double? asOf = null, double validSeconds = 2) =>
        MarketEvent.FromForecast(0, At(received), new Forecast(bps / 10_000, horizon ?? Horizon, At(asOf ?? received - 0.25), At((asOf ?? received - 0.25) + validSeconds)) { Sigma = 0.001, ModelVersion = 7 });

    public static MarketEvent Gone(ForecastStatus why, double received, long horizon = 0) =>
        MarketEvent.FromForecast(0, At(received), Forecast.None(why, horizon, At(received - 0.25)));

    public static MarketEvent Quote(double seconds, double bid, double ask) =>
        MarketEvent.FromQuote(0, At(seconds), At(seconds), Bench.Cents(bid), Quantity.FromDecimal(9), Bench.Cents(ask), Quantity.FromDecimal(9));

    public static MarketEvent Trade(double seconds, double price) =>
        MarketEvent.FromTrade(0, At(seconds), At(seconds), Bench.Cents(price), Quantity.FromDecimal(1), Side.Sell);

    /// <summary>Writes down what it is told, and wants what a script says as of each forecast.</summary>
    public sealed class Listener(params double[] levels) : Strategy
    {
        private Forecast _forecast;

        public List<(Forecast Forecast, int Place)> Heard { get; } = [];

        public override int WarmUp => 0;

        public override MarketNeeds Needs => MarketNeeds.Forecasts;

        public override Forecast ForecastOf(int leg) => _forecast;

        public override void OnForecast(int leg, in Forecast forecast, Targets targets)
        {
            Heard.Add((forecast, Heard.Count));
            _forecast = forecast;
            if (levels.Length > 0) targets.Set(leg, new Signal(levels[Math.Min(Heard.Count - 1, levels.Length - 1)]).WithEdge(forecast.ExpectedBps));
        }

        public override Reason Explain(int leg) => new("told {0}", _forecast.ExpectedBps);
    }
}
