using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Server.Live;
using Ats.Server.Settings;
using Ats.Server.Views;
using Ats.Simulation.Markets;
using Ats.Strategies;

namespace Ats.SampleSite;

/// <summary>Every strategy of the catalog on the seeded invented market, with a simulated exchange in process: for tests of the server and for work on the page.</summary>
public sealed class SampleContest : IContest, IAsyncDisposable
{
    private const double LiveHours = 48;
    private static readonly BarInterval EquityInterval = new(5000);
    private static readonly TimeSpan ViewPeriod = TimeSpan.FromMilliseconds(250);

    private readonly SampleSettings _sample;
    private readonly TimeProvider _time;
    private readonly SyntheticTape _market;
    private readonly SampleExchange _exchange;
    private readonly SampleForecaster? _forecaster;
    private readonly TradingEngine _engine;
    private readonly ViewBuilder _views;
    private readonly EngineLoop _loop;
    private readonly CancellationTokenSource _stop = new();
    private readonly Timestamp _start;
    private MarketEvent _next;
    private bool _hasNext;
    private Task _feeding = Task.CompletedTask;
    private DateTimeOffset _viewDue;
    private ReconciliationView _reconciliation = new(null, true, 0, []);
    private LiveView? _view;
    private long _messages;

    public SampleContest(SampleSettings sample, TimeProvider time)
    {
        _sample = sample;
        _time = time;
        Settings = new LiveSettings { Seed = sample.Seed, Port = sample.Port };
        Instruments = SyntheticTape.Instruments;
        Arms = MakeArms(sample, Instruments.Count);
        var now = Timestamp.FromDateTime(time.GetUtcNow());
        // On the whole second: the tape tells book and mark on that grid.
        var start = now.Nanoseconds - (long)(sample.HistoryHours * 3600 * Timestamp.NanosecondsPerSecond);
        _start = new Timestamp(start - (start % Timestamp.NanosecondsPerSecond));
        _market = new SyntheticTape(new SyntheticTapeSettings((ulong)sample.Seed, sample.HistoryHours + LiveHours) { Start = _start });
        Run = new Run(new RunId("sample"), TradingMode.Paper, _start, sample.Seed, "0.1.0", "sample", "synthetic", "{}");
        if (sample.Forecaster != SampleForecasterState.Off) _forecaster = new SampleForecaster(sample.Forecaster, Instruments, _start, time);
        Tap = new LiveTap(Arms.Count);
        _exchange = new SampleExchange(Instruments, Arms.Select(a => a.Capital));
        _engine = new TradingEngine(new EngineSettings { EquityInterval = EquityInterval, TradesAtOnce = !sample.IsWarming }, Instruments, Arms, _exchange, Tap);
        _views = new ViewBuilder(_engine, Instruments);
        _loop = new EngineLoop(_engine, time, AfterBatch, _ => { });
    }

    public LiveSettings Settings { get; }

    public Run Run { get; }

    public IReadOnlyList<Instrument> Instruments { get; }

    public IReadOnlyList<ArmSettings> Arms { get; }

    public LiveView? View => Volatile.Read(ref _view);

    public LiveTap Tap { get; }

    public long EquityPeriodNanoseconds => EquityInterval.Nanoseconds;

    /// <summary>Trades the history, then starts the clock.</summary>
    public SampleContest Start()
    {
        var now = _loop.Now;
        while (Peek(out var market) && market.ReceiveTime <= now) FeedHistory(in market);
        _forecaster?.GoLive();
        PublishView();
        _loop.Start();
        if (_sample.Live) _feeding = Feeding();
        return this;
    }

    public ForecasterView? Forecaster() => _forecaster?.View();

    /// <summary>Every arm has an account of its own here, so only what its taking orders cost against the price they were decided on.</summary>
    public IReadOnlyList<InterferenceView> Interference() => [.. Arms.Select((arm, i) =>
    {
        var taken = Tap.Facts(i).Fills.Where(f => f.Liquidity == Liquidity.Taker).ToList();
        var notional = taken.Sum(f => FixedPoint.Notional(f.DecisionPrice, f.Quantity));
        var worse = taken.Sum(f => f.Side.Sign() * (f.Price.ToDecimal() - f.DecisionPrice.ToDecimal()) * f.Quantity.ToDecimal());
        return new InterferenceView(arm.Name, 0, View?.Arms[i].Orders ?? 0, 0, null, null, notional, notional == 0 ? null : (double)(worse / notional) * 1e4);
    })];

    public StatusView Status()
    {
        var view = View;
        var now = _time.GetUtcNow();
        var heard = view?.Markets.Max(m => m.ReceivedAt);
        var age = heard is { } at ? (now - at).TotalMilliseconds : (double?)null;
        var state = view is null || view.Arms.Any(a => a.State == "halted") ? "halted" : view.Arms.Any(a => a.State == "reduceOnly") ? "reduceOnly" : "active";
        return new StatusView(
            Run.Id.ToString(), "sample", "simulated", Settings.IsInventedMarket, "synthetic", Settings.Seed, Run.Version, Run.Commit, Run.StartedAt.ToDateTime(), view?.AsOf ?? now,
            view?.IsTrading ?? false, state, _loop.Fault?.Message,
            [new FeedView("public", "connected", age, Interlocked.Read(ref _messages), 0, 0)],
            new ClockView(0, 0),
            new EngineView(_loop.Taken, _loop.Waiting, 0, view?.StateHash ?? ""),
            new JournalView("memory", _loop.Taken, _loop.Taken, 0),
            _reconciliation,
            new LatencyView(0, null, null, null, null));
    }

    public Task<CommandOutcome> Send(OperatorCommand command, CancellationToken cancel) => _loop.Send(command with { Time = _loop.Now }, cancel);

    /// <summary>Ends the engine while the server goes on, as a failed journal would.</summary>
    public Task StopEngine() => _loop.Stop();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _feeding;
        await _loop.DisposeAsync();
        _stop.Dispose();
        Tap.Dispose();
    }

    /// <summary>What a contest is made of when nobody chooses; without a forecaster the arms that need one are left out.</summary>
    private static List<ArmSettings> MakeArms(SampleSettings sample, int instruments)
    {
        var specs = StrategyCatalog.DefaultContest(instruments, sample.Forecaster != SampleForecasterState.Off).Select(text => (Text: text, Spec: StrategySpec.Parse(text))).ToList();
        var rivals = specs.Where(s => s.Spec.Entry.Kind == StrategyKind.Classical).Select(s => (Func<Strategy>)(() => s.Spec.Create(0))).ToList();
        var arms = specs.Select((s, i) =>
        {
            var contest = new Contest(((ulong)sample.Seed * 1_000_003UL) + (ulong)i, CanShort: true, rivals);
            return Arm(s.Text, () => s.Spec.Create(contest), s.Spec.Entry.Legs);
        }).ToList();
        arms.Add(Arm(ManualArm.Name, () => new ManualArm(1), 1));
        return arms;
    }

    private static ArmSettings Arm(string name, Func<Strategy> strategy, int legs) => new(name, strategy, [.. Enumerable.Range(0, legs).Select(i => (short)i)], 10_000m)
    {
        Limits = [RiskCatalog.Create("exposure", 3), RiskCatalog.Create("price-collar", 500)],
    };

    private bool Peek(out MarketEvent market)
    {
        if (!_hasNext) _hasNext = _market.Read(new Span<MarketEvent>(ref _next)) > 0;
        market = _next;
        return _hasNext;
    }

    private void FeedHistory(in MarketEvent market)
    {
        _hasNext = false;
        _messages++;
        _engine.AdvanceTo(market.ReceiveTime);
        _exchange.Feed(in market);
        foreach (var word in _exchange.TakeReports()) _engine.Handle(word.ReceiveTime < _engine.Clock.Now ? word with { ReceiveTime = _engine.Clock.Now } : word);
        _engine.Handle(in market);
        foreach (var forecast in _forecaster?.Feed(in market) ?? []) _engine.Handle(in forecast);
    }

    private async Task Feeding()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var now = _loop.Now;
                while (Peek(out var market) && market.ReceiveTime <= now) Post(in market);
            }
        }
        catch (OperationCanceledException)
        {
            // The sample ends.
        }
    }

    private void Post(in MarketEvent market)
    {
        _hasNext = false;
        Interlocked.Increment(ref _messages);
        _exchange.Feed(in market);
        foreach (var word in _exchange.TakeReports()) _loop.Post(in word);
        _loop.Post(in market);
        foreach (var forecast in _forecaster?.Feed(in market) ?? []) _loop.Post(in forecast);
    }

    private void AfterBatch(TradingEngine engine)
    {
        if (_time.GetUtcNow() < _viewDue) return;
        Compare();
        PublishView();
    }

    private void PublishView()
    {
        _viewDue = _time.GetUtcNow() + ViewPeriod;
        Volatile.Write(ref _view, _views.Build(_engine, Timestamp.FromDateTime(_time.GetUtcNow())));
    }

    /// <summary>Cash of every arm, ours against the exchange's, at a moment when nothing travels.</summary>
    private void Compare()
    {
        if (!_engine.IsTrading || _loop.Waiting > 0 || !_exchange.IsQuiet) return;
        var differences = _engine.Arms.Where(a => a.Ledger.Cash != _exchange.CashOf(a.Index)).Select(a => new DifferenceView("wallet", a.Name, $"{a.Ledger.Cash}", $"{_exchange.CashOf(a.Index)}")).ToList();
        _reconciliation = new ReconciliationView(_time.GetUtcNow(), differences.Count == 0, _reconciliation.Checks + 1, differences);
    }
}
