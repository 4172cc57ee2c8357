using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>
/// Forecasts that know nothing, drawn by lot from the moment alone: on each whole second, for two horizons of each instrument. After a
/// silence of 90 s it says once that it is stale, and nothing more until the market speaks again.
/// </summary>
internal sealed class NoisyForecasts(int instruments, double deviationBps = 8, int everySeconds = 1, double validSeconds = 3) : IForecastFeed
{
    public static readonly long Short = 15 * Timestamp.NanosecondsPerSecond;
    public static readonly long Long = 60 * Timestamp.NanosecondsPerSecond;
    private const long StaleAfter = 90 * Timestamp.NanosecondsPerSecond;

    private readonly MarketEvent[] _made = new MarketEvent[2 * instruments];
    private readonly long _step = everySeconds * Timestamp.NanosecondsPerSecond;
    private Timestamp _last;

    public Timestamp NextDue { get; private set; } = Timestamp.MaxValue;

    public void Observe(in MarketEvent market)
    {
        _last = market.ReceiveTime;
        if (NextDue == Timestamp.MaxValue) NextDue = new Timestamp(((_last.Nanoseconds / _step) + 1) * _step);
    }

    public ReadOnlySpan<MarketEvent> Take()
    {
        var due = NextDue;
        var stale = due - _last > StaleAfter;
        NextDue = stale ? Timestamp.MaxValue : due + _step;
        for (short i = 0; i < instruments; i++)
        {
            _made[2 * i] = stale ? MarketEvent.FromForecast(i, due, Forecast.None(ForecastStatus.Stale, Short, due)) : Draw(i, due, Short);
            _made[(2 * i) + 1] = stale ? MarketEvent.FromForecast(i, due, Forecast.None(ForecastStatus.Stale, Long, due)) : Draw(i, due, Long);
        }

        return _made;
    }

    public MarketEvent Draw(short instrument, Timestamp asOf, long horizon)
    {
        var random = new Rng((ulong)(asOf.Nanoseconds ^ horizon) + (ulong)instrument);
        var expected = deviationBps * random.NextNormal() / 10_000;
        var forecast = new Forecast(expected, horizon, asOf, asOf + (long)(validSeconds * 1e9)) { Sigma = 0.002, ModelVersion = 7 };
        return MarketEvent.FromForecast(instrument, asOf, in forecast);
    }
}
