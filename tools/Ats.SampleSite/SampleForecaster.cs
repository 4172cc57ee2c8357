using System.Diagnostics;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Server.Views;

namespace Ats.SampleSite;

/// <summary>
/// A made-up forecaster on the sample market: the spread of a random walk of the volatility lately seen, and a small drift that follows the last
/// half minute. What it says is scored against what came, so its quality is honest: about none. State as <see cref="SampleSettings"/> says.
/// Read from several threads.
/// </summary>
internal sealed class SampleForecaster
{
    public const string Notice = "An invented market: no evidence about Bybit.";
    private const string ProfileNotice = "Demo profile: shortened gates, no evidence of skill.";
    private const int ShadowPlanned = 2_880;
    private static readonly long ValidNanoseconds = 3 * Timestamp.NanosecondsPerSecond;

    private readonly Lock _gate = new();
    private readonly SampleForecasterState _wanted;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _since;
    private readonly Desk[] _desks;
    private readonly List<MarketEvent> _ready = [];
    private long _received;
    private bool _isLive;

    public SampleForecaster(SampleForecasterState state, IReadOnlyList<Instrument> instruments, Timestamp start, TimeProvider time)
    {
        _wanted = state;
        _time = time;
        _since = start.ToDateTime();
        _desks = [.. instruments.Select(i => new Desk(i.Id.Symbol, new SampleScore()))];
    }

    /// <summary>It was well while the history ran, but for one that has never warmed up.</summary>
    private SampleForecasterState State => _isLive || _wanted == SampleForecasterState.Warming ? _wanted : SampleForecasterState.Ok;

    private bool IsFallback => State is SampleForecasterState.Warming or SampleForecasterState.Fallback;

    private string StateText => State switch
    {
        SampleForecasterState.Warming => "warming",
        SampleForecasterState.Stale => "stale",
        SampleForecasterState.Degraded or SampleForecasterState.Fallback => "degraded",
        _ => "ok",
    };

    private ForecastStatus Status => State switch
    {
        SampleForecasterState.Warming => ForecastStatus.Warming,
        SampleForecasterState.Stale => ForecastStatus.Stale,
        SampleForecasterState.Degraded or SampleForecasterState.Fallback => ForecastStatus.Degraded,
        _ => ForecastStatus.Ok,
    };

    /// <summary>The history is over: it does as it was wanted to from here on.</summary>
    public void GoLive()
    {
        lock (_gate) _isLive = true;
    }

    /// <summary>Sees the market; with the first mark price of every second it predicts all horizons, as events to be taken.</summary>
    public IReadOnlyList<MarketEvent> Feed(in MarketEvent market)
    {
        if (market.Kind != MarketEventKind.Mark) return [];
        lock (_gate)
        {
            if (State == SampleForecasterState.Lost) return [];
            var desk = _desks[market.Instrument];
            var second = market.ReceiveTime.Nanoseconds / Timestamp.NanosecondsPerSecond;
            if (second == desk.Second) return [];
            desk.Second = second;
            var began = Stopwatch.GetTimestamp();
            desk.See(market.AsMark().Price.ToDouble());
            desk.Score.Settle(second, desk.Mid);
            _ready.Clear();
            foreach (var horizon in desk.Predict(market.ReceiveTime, IsFallback)) _ready.Add(Event(market.Instrument, market.ReceiveTime, horizon));
            if (!IsFallback) desk.Score.Add(second, desk.Mid, desk.Horizons.First(h => h.Seconds == ForecastHorizons.MainSeconds), desk.SigmaBps);
            desk.LatencyMicroseconds = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            _received += _ready.Count;
            return [.. _ready];
        }
    }

    public ForecasterView View()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var isLost = State == SampleForecasterState.Lost;
            var loop = isLost ? null : Loop(now);
            var quality = isLost ? null : _desks[0].Score.Summary(IsFallback ? null : "v0001");
            return new ForecasterView("http://localhost:5090/", isLost ? "Connection refused (localhost:5090)" : null, _received, 0, isLost ? _desks.Length : 0, [.. _desks.Select(d => View(d, now))], loop, quality, isLost ? null : Notice);
        }
    }

    private ForecastView View(Desk desk, DateTimeOffset now) => desk.Horizons.Count == 0
        ? new ForecastView(desk.Symbol, null, null, null, null, null, null, null, [])
        : new ForecastView(
            desk.Symbol, StateText, IsFallback ? "random-walk" : "lstm", IsFallback ? null : "v0001", desk.AsOf.ToDateTime(), desk.Mid, (now - desk.AsOf.ToDateTime()).TotalMilliseconds, desk.LatencyMicroseconds, desk.Horizons);

    private LoopSummary Loop(DateTimeOffset now)
    {
        var (state, reason) = State switch
        {
            SampleForecasterState.Warming => ("collecting", "no model yet: 2 of 6 hours of data are there"),
            SampleForecasterState.Fallback => ("fallback", "v0001 was withdrawn and there is none to return to"),
            SampleForecasterState.Degraded => ("degraded", "v0001 is worse than the random walk lately"),
            _ => ("shadow", "v0002 passed the gate on past data"),
        };
        var isShadow = state == "shadow";
        return new LoopSummary(
            "demo", ProfileNotice, state, _since, reason, null, IsFallback ? null : "v0001", isShadow ? "v0002" : null, isShadow ? (int)Math.Min(ShadowPlanned, (now - _since).TotalSeconds / 15) : 0, isShadow ? ShadowPlanned : 0,
            IsFallback ? null : _since, now.AddHours(1));
    }

    private MarketEvent Event(short instrument, Timestamp now, HorizonForecastView h) => MarketEvent.FromForecast(
        instrument, now, new Forecast(h.MeanBps * 1e-4, h.Seconds * Timestamp.NanosecondsPerSecond, now, new Timestamp(now.Nanoseconds + ValidNanoseconds))
        {
            Sigma = _desks[instrument].SigmaBps * Math.Sqrt(h.Seconds) * 1e-4,
            LowerTail = h.QuantilesBps[0] * 1e-4,
            UpperTail = h.QuantilesBps[^1] * 1e-4,
            LowerDecile = h.QuantilesBps[1] * 1e-4,
            UpperDecile = h.QuantilesBps[^2] * 1e-4,
            UpProbability = h.UpProbability,
            ModelVersion = IsFallback ? 0 : 1,
            Status = Status,
        });

    /// <summary>What it knows of one instrument.</summary>
    private sealed class Desk(string symbol, SampleScore score)
    {
        private const double Memory = 0.99;
        private const double DriftMemory = 0.93;
        private const double Pull = 0.25;
        private double _variance = 0.25;
        private double _drift;

        public string Symbol { get; } = symbol;

        public SampleScore Score { get; } = score;

        public long Second { get; set; }

        public double Mid { get; private set; }

        public double SigmaBps => Math.Sqrt(_variance);

        public double LatencyMicroseconds { get; set; }

        public Timestamp AsOf { get; private set; }

        public IReadOnlyList<HorizonForecastView> Horizons { get; private set; } = [];

        public void See(double mid)
        {
            if (Mid > 0)
            {
                var bps = Math.Log(mid / Mid) * 1e4;
                _variance = Math.Max(1e-4, (Memory * _variance) + ((1 - Memory) * bps * bps));
                _drift = (DriftMemory * _drift) + ((1 - DriftMemory) * bps);
            }

            Mid = mid;
        }

        /// <summary>The drift fades with a time of half a minute, so that the horizons agree on where it leads.</summary>
        public IReadOnlyList<HorizonForecastView> Predict(Timestamp now, bool isRandomWalk)
        {
            AsOf = now;
            return Horizons = [.. ForecastHorizons.Default.Select(seconds =>
            {
                var sigma = PredictionLayout.ScaleBps(SigmaBps, seconds);
                var mean = isRandomWalk ? 0 : Pull * _drift * 30 * (1 - Math.Exp(-seconds / 30.0));
                return new HorizonForecastView(seconds, mean, SampleScore.Normal(mean / sigma), [.. SampleScore.Scores.Select(z => mean + (z * sigma))]);
            })];
        }
    }
}
