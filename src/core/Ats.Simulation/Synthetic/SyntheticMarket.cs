using Ats.Domain;

namespace Ats.Simulation.Synthetic;

/// <summary>
/// A seeded invented market of two correlated linear perpetuals, BTCUSDT and ETHUSDT, with the known facts of such markets: fat tails and
/// volatility that clusters (a GARCH(1,1) variance with Student-like shocks), an intraday season, order flow with memory, and a ten-level
/// book once a second whose imbalance leans the way the next seconds drift. Trades arrive by a Poisson process; funding settles every
/// eight hours. Same seed, same events.
/// </summary>
public sealed class SyntheticMarket : IMarketEventSource
{
    private const int StepsPerSecond = 4;
    private const long StepNanoseconds = Timestamp.NanosecondsPerSecond / StepsPerSecond;
    private const long FeedLatencyNanoseconds = 20_000_000;

    private readonly Rng _random;
    private readonly Queue<MarketEvent> _ready = new();
    private readonly SyntheticInstrument[] _instruments;
    private readonly long _steps;
    private readonly Timestamp _start;
    private long _step;

    public SyntheticMarket(SyntheticSettings settings)
    {
        if (!(settings.Hours is > 0 and <= 24 * 90)) throw new ArgumentException($"hours={settings.Hours} must be above 0 and at most {24 * 90}.", nameof(settings));
        _random = new Rng(settings.Seed);
        _start = settings.Start;
        _steps = (long)(settings.Hours * 3600 * StepsPerSecond);
        _instruments =
        [
            new SyntheticInstrument(0, 95_000, tick: 0.1, lot: 0.001, typicalSize: 0.05, _random),
            new SyntheticInstrument(1, 3_300, tick: 0.01, lot: 0.01, typicalSize: 1.2, _random),
        ];
    }

    /// <summary>The instruments, in index order, with rules as on Bybit.</summary>
    public static IReadOnlyList<Instrument> Instruments { get; } =
    [
        Make("BTCUSDT", "BTC", 0.1m, 0.001m, 100m),
        Make("ETHUSDT", "ETH", 0.01m, 0.01m, 100m),
    ];

    /// <summary>Events to expect, roughly (for progress bars).</summary>
    public static long EstimateEvents(SyntheticSettings settings) => (long)(settings.Hours * 3600 * 2 * (20 + 2.2));

    public int Read(Span<MarketEvent> buffer)
    {
        var count = 0;
        while (count < buffer.Length)
        {
            if (_ready.TryDequeue(out var next)) buffer[count++] = next;
            else if (_step < _steps) Step();
            else break;
        }

        return count;
    }

    private static Instrument Make(string symbol, string asset, decimal tick, decimal lot, decimal leverage) =>
        new(new InstrumentId("synthetic", ContractKind.LinearPerpetual, symbol), new Asset(asset), new Asset("USDT"), Price.FromDecimal(tick), Quantity.FromDecimal(lot))
        {
            MinNotional = 5m,
            MaxLeverage = Math.Min(leverage, 10m),
            Rules = RulesSource.Exchange,
        };

    private void Step()
    {
        var time = new Timestamp(_start.Nanoseconds + (_step * StepNanoseconds));
        var daySeconds = time.Nanoseconds / Timestamp.NanosecondsPerSecond % 86_400;
        // Busier around 14:30 UTC, quieter around 03:00.
        var season = 1 + (0.45 * Math.Cos(2 * Math.PI * (daySeconds - 52_200) / 86_400.0));
        var common = FatTail();
        var funds = _step % (8 * 3600L * StepsPerSecond) == 0 && _step > 0;
        foreach (var instrument in _instruments)
        {
            instrument.Step(common, FatTail(), season);
            EmitTrades(instrument, time, season);
            if (_step % StepsPerSecond == 0) instrument.EmitBook(_ready, time, new Timestamp(time.Nanoseconds + FeedLatencyNanoseconds));
            if (funds) _ready.Enqueue(MarketEvent.FromFunding(instrument.Index, time, new Timestamp(time.Nanoseconds + FeedLatencyNanoseconds), 0.0001m));
        }

        _step++;
    }

    private void EmitTrades(SyntheticInstrument instrument, Timestamp time, double season)
    {
        var mean = 0.55 * season;
        for (var wait = _random.NextExponential(1); wait < mean; wait += _random.NextExponential(1))
            instrument.EmitTrade(_ready, time, new Timestamp(time.Nanoseconds + FeedLatencyNanoseconds));
    }

    /// <summary>Unit-variance Student t with five degrees of freedom.</summary>
    private double FatTail()
    {
        var sum = 0.0;
        for (var i = 0; i < 5; i++)
        {
            var n = _random.NextNormal();
            sum += n * n;
        }

        return _random.NextNormal() / Math.Sqrt(sum / 5) * Math.Sqrt(3.0 / 5);
    }
}
