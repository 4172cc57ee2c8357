using Ats.Bybit;
using Ats.Bybit.Exchange;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Server.Settings;
using Ats.Simulation.Markets;
using Ats.Storage;

namespace Ats.Edge.Tests.Live;

/// <summary>An exchange with a restless market, the line to it, and a contest that trades hard on a journal in a scratch folder.</summary>
internal sealed class ContestWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ats-live-").FullName;
    private readonly ulong _seed;
    private readonly bool _limits;
    private readonly bool _durable;
    private readonly IMarketSource _market;

    public IMarketSource Market => _market;

    private ContestWorld(ulong seed, bool limits, bool durable, IMarketSource market) => (_seed, _limits, _durable, _market) = (seed, limits, durable, market);

    public static ContestTiming Quick { get; } = new()
    {
        Streams = new StreamSettings { FirstBackOff = TimeSpan.FromMilliseconds(20), LongestBackOff = TimeSpan.FromMilliseconds(200), RequestTimeout = TimeSpan.FromSeconds(2) },
        Rest = new RestSettings { ClockSamples = 1, ReadBackOff = TimeSpan.FromMilliseconds(20), Timeout = TimeSpan.FromSeconds(5) },
        Housekeeping = TimeSpan.FromMilliseconds(50),
        Check = TimeSpan.FromMilliseconds(300),
        SecondLook = TimeSpan.FromMilliseconds(150),
        Clock = TimeSpan.FromSeconds(2),
        SettleFirst = TimeSpan.FromMilliseconds(30),
        SettleLongest = TimeSpan.FromMilliseconds(300),
        LostAfter = TimeSpan.FromSeconds(2.5),
        OverdueAfter = TimeSpan.FromMilliseconds(400),
        Rules = TimeSpan.FromSeconds(1),
        RulesSoonest = TimeSpan.FromMilliseconds(100),
    };

    public ExchangeServer Exchange { get; private set; } = null!;

    public CutProxy Line { get; private set; } = null!;

    public LiveContest? Contest { get; private set; }

    public DyingJournal Journal { get; private set; } = null!;

    public string JournalFile => Path.Combine(_folder, "journal.db");

    public LiveSettings Settings { get; init; } = null!;

    public static IReadOnlyList<ArmEntry> Restless { get; } =
    [
        new() { Strategy = "random:hold=1", Name = "a", Interval = "50ms", Sizing = new SizingSettings { Quantity = 0.011 } },
        new() { Strategy = "random:hold=2", Name = "b", Interval = "70ms", Sizing = new SizingSettings { Quantity = 0.024 } },
        new() { Strategy = "random:hold=1", Name = "e", Interval = "60ms", Sizing = new SizingSettings { Quantity = 0.3 }, Instruments = ["bybit:linear:ETHUSDT"] },
        new() { Strategy = "market-maker:period=1,least=0,step=0,gamma=0.001,kappa=50,limit=5", Name = "m", Interval = "40ms", Sizing = new SizingSettings { Quantity = 0.05 } },
        new() { Strategy = "market-maker:period=1,least=0.1,step=0.1,gamma=0.01,kappa=20,limit=5", Name = "n", Interval = "40ms", Sizing = new SizingSettings { Quantity = 0.07 } },
    ];

    public static async Task<ContestWorld> StartAsync(ulong seed, FaultPlan? faults = null, bool limits = false, bool durable = false, IReadOnlyList<ArmEntry>? arms = null, IMarketSource? market = null, Func<LiveSettings, LiveSettings>? change = null)
    {
        var settings = new LiveSettings
        {
            Instruments = ["bybit:linear:BTCUSDT", "bybit:linear:ETHUSDT"],
            Arms = arms ?? Restless,
            WarmUpMinutes = 0,
            Interval = "1s",
            Seed = (long)seed,
        };
        var world = new ContestWorld(seed, limits, durable, market ?? new RandomWalkMarket(seed, historyDays: 1)) { Settings = change?.Invoke(settings) ?? settings };
        await world.StartExchangeAsync(faults ?? new FaultPlan());
        world.Line = new CutProxy(world.Exchange.Port);
        return world;
    }

    /// <summary>A contest on the journal as it is, killed when its <paramref name="dieAt"/>-th entry is durable and <paramref name="lost"/> more are not.</summary>
    public async Task<LiveContest> StartContestAsync(long dieAt = long.MaxValue / 2, long lost = 0)
    {
        var environment = BybitEnvironment.Simulated(new Uri($"http://127.0.0.1:{Line.Port}"));
        var access = new ContestAccess(environment, new ApiCredentials(environment, "sim-key", new ApiSecret("sim-secret")));
        var starter = new ContestStarter(Settings with { Journal = JournalFile }, access, TimeProvider.System, _ => { })
        {
            Timing = Quick,
            EnforcesRates = _limits,
            OpenJournal = location => Journal = new DyingJournal((IDurableJournal)JournalStore.Open(location, JournalKind.All, everyDecision: false), dieAt, lost),
        };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        return Contest = await starter.StartAsync(patience.Token);
    }

    /// <summary>The process is gone from one instant to the next; the exchange keeps what it has.</summary>
    public async Task KillAsync()
    {
        Journal.Release();
        if (Contest is not null) await Contest.AbandonAsync();
        Contest = null;
    }

    /// <summary>The exchange process dies and comes back with its durable state.</summary>
    public async Task RestartExchangeAsync()
    {
        var faults = await Exchange.AskAsync(l => l.Faults.Plan);
        await Exchange.DisposeAsync();
        await StartExchangeAsync(faults, new RandomWalkMarket(_seed, historyDays: 1));
        Line.Point(Exchange.Port);
    }

    public Task FaultsAsync(FaultPlan plan) => Exchange.AskAsync(l => l.Faults.Plan = plan);

    /// <summary>No more faults; trading ends; waits until everything that was under way is known.</summary>
    public async Task QuietenAsync()
    {
        Line.Disarm();
        await Exchange.AskAsync(l => l.Faults.Plan = new FaultPlan { SkewMs = l.Faults.Plan.SkewMs });
        var contest = Contest!;
        await contest.Send(new OperatorCommand(OperatorCommandKind.EndTrading, OperatorCommand.AllArms, default) { Actor = "test" }, CancellationToken.None);
        await UntilAsync(() => contest.Parts.Gateway is { IsSynchronised: true, Busy: 0 } && contest.Parts.Tracker.Working == 0 && contest.Parts.Loop.Waiting == 0, () => "quiet: " + Describe());
        var checks = contest.Status().Reconciliation.Checks;
        await UntilAsync(() => contest.Status().Reconciliation.Checks > checks, () => "a reconciliation");
    }

    public static async Task UntilAsync(Func<bool> condition, Func<string> what, double seconds = 60)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun).TotalSeconds < seconds, $"waited {seconds} s in vain for {what()}");
            await Task.Delay(10);
        }
    }

    /// <summary>What the contest is waiting for.</summary>
    public string Describe()
    {
        if (Contest is not { } contest) return "no contest";
        var tracker = contest.Parts.Tracker;
        var open = tracker.Open().Select(tracker.Find).OfType<Ats.Server.Trading.TrackedOrder>()
            .Select(o => $"{o.Intent.Id} {o.Intent.Type} filled {o.Filled}/{o.Intent.Quantity} told {o.Told} left {o.HasLeft} leaving {o.IsLeaving} unsettled {o.IsUnsettled} closing {o.Closing?.Status} held {o.Held.Count} asked {o.Asked?.Quantity} cancel {o.CancelAsked}");
        return $"synchronised {contest.Parts.Gateway.IsSynchronised}, busy {contest.Parts.Gateway.Busy}, fault {contest.Status().Fault}, trading {contest.View?.IsTrading}, feeds {string.Join(' ', contest.Status().Feeds.Select(f => f.State))}, waiting {contest.Parts.Loop.Waiting}, taken {contest.Parts.Loop.Taken}, denials {contest.View?.Arms.Sum(a => a.Denials)}, states {string.Join(' ', contest.View?.Arms.Select(a => a.State) ?? [])}, open: {string.Join("; ", open)}";
    }

    public async ValueTask DisposeAsync()
    {
        Journal?.Release();
        if (Contest is not null) await Contest.DisposeAsync();
        await Line.DisposeAsync();
        await Exchange.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartExchangeAsync(FaultPlan faults, IMarketSource? market = null)
    {
        var settings = new Ats.Bybit.Exchange.ExchangeSettings { RateLimits = _limits, Seed = _seed, Faults = faults, StateDirectory = _durable ? Path.Combine(_folder, "exchange") : null };
        Exchange = await ExchangeServer.StartAsync(settings, market ?? _market);
    }
}
