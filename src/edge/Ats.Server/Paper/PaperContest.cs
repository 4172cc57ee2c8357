using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Server.Forecasts;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Views;

namespace Ats.Server.Paper;

/// <summary>
/// A contest on real public data whose fills are made here, by the exchange that backtests use, on the engine's thread. Journaled, shown,
/// restarted and replayed as a live one. Made by <see cref="PaperStarter"/>.
/// </summary>
public sealed class PaperContest : IRunningContest
{
    private static readonly TimeSpan ClockPeriod = TimeSpan.FromMinutes(1);

    private readonly PaperParts _parts;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tasks = [];
    private readonly List<IDisposable> _owned = [];
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InputRate _rate;
    private volatile string? _fault;
    private ForecastLink? _forecasts;

    internal PaperContest(PaperParts parts, TimeProvider time)
    {
        _parts = parts;
        _time = time;
        _rate = new InputRate(parts.Loop, time);
        LifeSign = new LifeSign(this, parts.Loop, parts.Journal, time);
    }

    internal LifeSign LifeSign { get; }

    public void ListensAt(string address) => LifeSign.ListensAt(address);

    /// <summary>Every arm has an account of its own here: nothing is shared.</summary>
    public IReadOnlyList<InterferenceView> Interference() => [];

    public LiveSettings Settings => _parts.Record.Settings;

    public Run Run => _parts.Run;

    public IReadOnlyList<Instrument> Instruments => _parts.Instruments;

    public IReadOnlyList<ArmSettings> Arms => _parts.Arms;

    public LiveView? View => _parts.Publisher.View;

    public LiveTap Tap => _parts.Tap;

    public long EquityPeriodNanoseconds => LiveArms.EquityInterval.Nanoseconds;

    public Task<string> Failed => _failed.Task;

    public Task<CommandOutcome> Send(OperatorCommand command, CancellationToken cancel) => _parts.Loop.Send(command, cancel);

    public ForecasterView? Forecaster() => _forecasts?.View();

    public void ListenTo(Uri forecaster)
    {
        _forecasts = new ForecastLink(forecaster, [.. Instruments.Select(i => i.Id.Symbol)], market => _parts.Loop.Post(in market), TimeSpan.FromMilliseconds(Settings.Forecaster.DeadlineMilliseconds), _time);
        Background(_forecasts.RunAsync);
    }

    public StatusView Status()
    {
        var view = View;
        var (appended, durable) = (_parts.Journal.Appended, _parts.Journal.Durable);
        return new StatusView(
            Run.Id.Value,
            _parts.Record.ContestId,
            "paper",
            Settings.IsInventedMarket,
            Settings.Paper.Address ?? "bybit",
            Settings.Seed,
            Run.Version,
            Run.Commit,
            Run.StartedAt.ToDateTime(),
            _time.GetUtcNow(),
            view?.IsTrading ?? false,
            LiveContest.Strictest(view),
            _fault,
            _parts.Board.Views(),
            new ClockView(_parts.Clock.IsMeasured ? _parts.Clock.OffsetNanoseconds / 1e6 : null, _parts.Clock.IsMeasured ? _parts.Clock.UncertaintyNanoseconds / 1e6 : null),
            new EngineView(_parts.Loop.Taken, _parts.Loop.Waiting, _rate.PerSecond(), view?.StateHash ?? ""),
            new JournalView(Settings.Journal, appended, durable, appended - durable),
            // There is no other account to compare with.
            new ReconciliationView(null, true, 0, []),
            new LatencyView(0, null, null, null, null));
    }

    /// <summary>Runs beside the engine until stopped.</summary>
    internal void Background(Func<CancellationToken, Task> work) => _tasks.Add(Task.Run(() => work(_stop.Token)));

    internal void Own(IDisposable thing) => _owned.Add(thing);

    /// <summary>Measures the exchange's clock once a minute, and reads the instruments' rules again when it is time to.</summary>
    internal async Task KeepClockAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(ClockPeriod, _time);
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
        {
            // Without an answer the last measurement stands.
            _ = await _parts.Rest.MeasureClockAsync(cancel).ConfigureAwait(false);
            try
            {
                await _parts.Rules.KeepAsync(cancel).ConfigureAwait(false);
            }
            catch (InvalidOperationException)
            {
                // The engine has stopped.
            }
        }
    }

    internal void OnFault(Exception e)
    {
        _fault = e is JournalException ? $"The journal cannot be written, so trading has stopped: {e.Message}" : $"The engine failed, so trading has stopped: {e.Message}";
        _failed.TrySetResult(_fault);
    }

    public async Task<RunSummary?> StopAsync(TimeSpan patience)
    {
        if (_fault is null && View is { IsTrading: true } view) await new TradingEnd(this, _parts.Publisher, () => false, _time).RunAsync(view, patience).ConfigureAwait(false);
        await EndTasksAsync().ConfigureAwait(false);
        await _parts.Loop.Stop().ConfigureAwait(false);
        if (_fault is null) LifeSign.Stopped();
        return _fault is null ? _parts.Desk.Engine.Finish(Run.Id, Timestamp.FromDateTime(_time.GetUtcNow())) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await EndTasksAsync().ConfigureAwait(false);
        _forecasts?.Dispose();
        await _parts.Loop.DisposeAsync().ConfigureAwait(false);
        _parts.Journal.Dispose();
        _parts.Rest.Dispose();
        foreach (var thing in _owned) thing.Dispose();
        _stop.Dispose();
    }

    private async Task EndTasksAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
