using System.Diagnostics;
using Ats.Domain;
using Ats.Engine;
using Ats.MarketData;
using Ats.Simulation;
using Ats.Storage;
using Ats.Strategies;

namespace Ats.Cli.Backtests;

/// <summary>Runs a request from data to result. No printing here.</summary>
internal sealed class BacktestRunner : IDisposable
{
    private static readonly int[] EquityLadderSeconds = [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];

    private readonly BacktestRequest _request;
    private readonly MarketInput _market;
    private readonly Func<IReadOnlyList<Instrument>, IForecastFeed>? _newFeed;

    /// <param name="request">What is asked for.</param>
    /// <param name="newFeed">Makes the forecaster of the request's model for the run's instruments; null where there is none, or where a replay has its forecasts from the journal.</param>
    public BacktestRunner(BacktestRequest request, Func<IReadOnlyList<Instrument>, IForecastFeed>? newFeed = null)
    {
        _request = request;
        _newFeed = newFeed;
        _market = MarketInput.Open(request);
        Instruments = [.. _market.Instruments.Select(WithFees)];
        (Arms, Specs, var notes) = ArmPlan.Make(request, Instruments, _market);
        Notes = [.. _market.Notes, .. notes];
        Fill = request.Fill is { } fill ? Checked(BacktestRequest.ParseFill(fill)) : _market.BestFill();
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public List<ArmSettings> Arms { get; }

    public List<StrategySpec> Specs { get; }

    public List<string> Notes { get; }

    public FillModelKind Fill { get; }

    public MarketInput Market => _market;

    public BacktestRequest Request => _request;

    public LatencyModel Latency
    {
        get
        {
            var bars = Fill is FillModelKind.NextOpen or FillModelKind.PessimisticBar;
            var milliseconds = _request.LatencyMilliseconds ?? (bars ? 0 : 50);
            return LatencyModel.FromMilliseconds(milliseconds, milliseconds);
        }
    }

    public EngineSettings EngineSettings => new() { EquityInterval = EquityInterval() };

    /// <summary>Runs everything once.</summary>
    /// <param name="store">Where to journal besides memory; null = memory only.</param>
    /// <param name="everyDecision">Journal every decision and every market event to the store.</param>
    /// <param name="progress">Called now and then with events done and expected.</param>
    public BacktestResult Run(string? store, bool everyDecision, Action<long, long>? progress)
    {
        var memory = new MemoryJournal();
        using var journal = store is null ? (IJournal)memory : new TeeJournal(memory, JournalStore.Open(store, everyDecision ? JournalKind.All : JournalKind.All & ~JournalKind.Market, everyDecision));
        var wall = DateTimeOffset.UtcNow;
        var run = new Run(
            new RunId($"{wall:yyyyMMdd-HHmmssfff}-{Environment.ProcessId:x}"), TradingMode.Backtest, Timestamp.FromDateTime(wall), _request.Seed,
            BuildInfo.Version, BuildInfo.Commit, _market.DataHash, RequestJson.Write(_request with { Recorded = _market.ToFacts() }));
        journal.Begin(run);
        var backtest = new Backtest(new BacktestSettings { Fill = Fill, Latency = Latency, Slippage = new SlippageModel(_request.SlippageBps), Engine = EngineSettings }, Instruments, Arms, journal);
        var source = _market.CreateSource(_request);
        if (_newFeed is not null) source = new ForecastedSource(source, _newFeed(Instruments));
        var expected = _market.EstimatedEvents;
        var watch = Stopwatch.StartNew();
        var next = expected / 50;
        backtest.Run(source, progress is null ? null : done =>
        {
            if (done < next) return;
            next = done + (expected / 50);
            progress(done, expected);
        });
        watch.Stop();
        if (backtest.Events == 0) throw new MarketDataException(_request.Data, "no events in the chosen span; check --from and --to against 'ats data list'");
        var summary = backtest.Engine.Finish(run.Id, Timestamp.FromDateTime(DateTimeOffset.UtcNow));
        return new BacktestResult(this, run, summary, backtest, memory, watch.Elapsed.TotalSeconds);
    }

    public void Dispose() => _market.Dispose();

    private FillModelKind Checked(FillModelKind fill)
    {
        var has = _market.Kinds;
        var ok = fill switch
        {
            FillModelKind.NextOpen or FillModelKind.PessimisticBar => has.Contains(MarketEventKind.Bar),
            FillModelKind.Trades => has.Contains(MarketEventKind.Trade),
            FillModelKind.Quotes => has.Contains(MarketEventKind.Quote) || has.Contains(MarketEventKind.BookLevel),
            _ => has.Contains(MarketEventKind.BookLevel),
        };
        return ok ? fill : throw new FormatException($"--fill {FillModels.Name(fill)} does not fit data that has only {string.Join(", ", has)}; this data suits --fill {FillModels.Name(_market.BestFill())}.");
    }

    private Instrument WithFees(Instrument instrument) => instrument with
    {
        Fees = new FeeSchedule(
            _request.MakerFeeBps is { } maker ? maker / 10_000m : instrument.Fees.MakerRate,
            _request.TakerFeeBps is { } taker ? taker / 10_000m : instrument.Fees.TakerRate),
    };

    /// <summary>The finest step of the ladder that gives at most 10,000 equity samples over the span.</summary>
    private BarInterval EquityInterval()
    {
        var seconds = Array.Find(EquityLadderSeconds, s => _market.SpanNanoseconds / (s * Timestamp.NanosecondsPerSecond) <= 10_000);
        return new BarInterval((seconds == 0 ? 86_400 : seconds) * 1000);
    }
}
