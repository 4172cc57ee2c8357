using System.Globalization;
using System.Reflection;
using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Forecasts;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Trading;
using Ats.Server.Views;
using Ats.Storage;

namespace Ats.Server.Live;

/// <summary>
/// A live contest on a Bybit account: every arm with its own sub-ledger, one engine, one journal, one connection of each kind. Made by
/// <see cref="ContestStarter"/>; stopped by <see cref="StopAsync"/>.
/// </summary>
public sealed class LiveContest : IRunningContest
{
    private readonly ContestParts _parts;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tasks = [];
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly InputRate _rate;
    private volatile string? _fault;
    private ForecastLink? _forecasts;
    private volatile bool _abandoned;

    internal LiveContest(ContestParts parts, TimeProvider time)
    {
        _parts = parts;
        _time = time;
        _rate = new InputRate(parts.Loop, time);
        LifeSign = new LifeSign(this, parts.Loop, parts.Journal, time);
    }

    public LiveSettings Settings => _parts.Record.Settings;

    public Run Run => _parts.Run;

    public IReadOnlyList<Instrument> Instruments => _parts.Instruments;

    public IReadOnlyList<ArmSettings> Arms => _parts.Arms;

    public LiveView? View => _parts.Publisher.View;

    public LiveTap Tap => _parts.Tap;

    internal LifeSign LifeSign { get; }

    public long EquityPeriodNanoseconds => LiveArms.EquityInterval.Nanoseconds;

    /// <summary>Completes when the contest has ended by itself: its engine or journal failed.</summary>
    public Task<string> Failed => _failed.Task;

    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As the contract says; what is read afterwards shows it.</summary>
    public async Task<CommandOutcome> Send(OperatorCommand command, CancellationToken cancel)
    {
        var outcome = await _parts.Loop.Send(command, cancel).ConfigureAwait(false);
        await _parts.Publisher.FreshAsync(CancellationToken.None).ConfigureAwait(false);
        return outcome;
    }

    public ForecasterView? Forecaster() => _forecasts?.View();

    public void ListenTo(Uri forecaster)
    {
        _forecasts = new ForecastLink(forecaster, [.. Instruments.Select(i => i.Id.Symbol)], market => _parts.Loop.Post(in market), TimeSpan.FromMilliseconds(Settings.Forecaster.DeadlineMilliseconds), _time);
        Background(_forecasts.RunAsync);
    }

    public StatusView Status()
    {
        var view = View;
        var journal = _parts.Journal;
        var (appended, durable) = (journal.Appended, journal.Durable);
        return new StatusView(
            Run.Id.Value,
            _parts.Record.ContestId,
            Settings.Environment.ToString().ToLowerInvariant(),
            Settings.IsInventedMarket,
            Settings.Environment == TradingEnvironment.Simulated ? Settings.Exchange.Market : "bybit",
            Settings.Seed,
            Run.Version,
            Run.Commit,
            Run.StartedAt.ToDateTime(),
            _time.GetUtcNow(),
            view?.IsTrading ?? false,
            Strictest(view),
            _fault,
            _parts.Board.Views(),
            new ClockView(_parts.Clock.IsMeasured ? _parts.Clock.OffsetNanoseconds / 1e6 : null, _parts.Clock.IsMeasured ? _parts.Clock.UncertaintyNanoseconds / 1e6 : null),
            new EngineView(_parts.Loop.Taken, _parts.Loop.Waiting, _rate.PerSecond(), view?.StateHash ?? ""),
            new JournalView(JournalName.Shown(Settings.Journal), appended, durable, appended - durable),
            Reconciliation(),
            _parts.Gateway.Latency.View());
    }

    /// <summary>Says where the site listens, for commands that look for it.</summary>
    public void ListensAt(string address) => LifeSign.ListensAt(address);

    public IReadOnlyList<InterferenceView> Interference() => _parts.Meter.Views([.. Arms.Select(a => a.Name)]);

    internal ContestParts Parts => _parts;

    internal void Own(IAsyncDisposable thing) => _owned.Add(thing);

    internal void Background(Func<CancellationToken, Task> work) => _tasks.Add(Task.Run(() => work(_stop.Token)));

    /// <summary>Keeps house until stopped: the stop of last resort, the books against the account's, the instruments' rules, the clock, resynchronisation.</summary>
    internal async Task KeepHouseAsync(CancellationToken cancel)
    {
        var checkedAt = _time.GetTimestamp();
        var measuredAt = checkedAt;
        using var timer = new PeriodicTimer(_parts.Timing.Housekeeping, _time);
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
        {
            try
            {
                // Also while the account is away: with a wrong clock it would never let us in again.
                var measure = _parts.Gateway.IsSynchronised ? _parts.Timing.Clock : _parts.Timing.Clock / 10;
                if (_time.GetElapsedTime(measuredAt) >= measure)
                {
                    measuredAt = _time.GetTimestamp();
                    await _parts.Rest.MeasureClockAsync(cancel).ConfigureAwait(false);
                }

                if (!_parts.Gateway.IsSynchronised && !await SynchroniseAsync(cancel).ConfigureAwait(false)) continue;
                await _parts.Rules.KeepAsync(cancel).ConfigureAwait(false);
                await _parts.Stops.KeepAsync(cancel).ConfigureAwait(false);
                _parts.Gateway.ChaseOverdue(_parts.Timing.OverdueAfter);
                if (_time.GetElapsedTime(checkedAt) < _parts.Timing.Check) continue;
                checkedAt = _time.GetTimestamp();
                await _parts.Reconciler.CheckAsync(cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException or TimeoutException)
            {
                // The exchange is away: the streams say so, and the next round tries again.
            }
        }
    }

    /// <summary>Takes the account over; false when the private stream is down, or went down meanwhile, since then words may have been missed.</summary>
    internal async Task<bool> SynchroniseAsync(CancellationToken cancel)
    {
        var connection = _parts.Board.LiveConnection("private");
        if (connection == 0) return false;
        _parts.Stops.ForgetAll();
        if (!await _parts.Reconciler.SynchroniseAsync(_parts.StartedFrom, cancel).ConfigureAwait(false)) return false;
        _parts.Gateway.IsSynchronised = true;
        if (_parts.Board.LiveConnection("private") == connection) return true;
        _parts.Gateway.IsSynchronised = false;
        return false;
    }

    /// <summary>Ends at once and cleans nothing up at the exchange or in the journal, as a killed process: for the fault simulation.</summary>
    internal async Task AbandonAsync()
    {
        _abandoned = true;
        await _stop.CancelAsync().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The private stream went down: nothing is sent until the account is taken over again.</summary>
    internal void OnStream(StreamStatus status)
    {
        if (status.Stream == "private" && status.State != StreamState.Live) _parts.Gateway.IsSynchronised = false;
    }

    /// <summary>The engine or its journal failed: what is open at the exchange is cancelled, and the contest stands still.</summary>
    internal void OnFault(Exception e)
    {
        if (_abandoned) return;
        _fault = e is JournalException ? $"The journal cannot be written, so trading has stopped: {e.Message}" : $"The engine failed, so trading has stopped: {e.Message}";
        _ = CancelAfterFault();
    }

    /// <summary>Stops in order: positions closed where the settings ask for it, working orders cancelled, the log finished.</summary>
    public async Task<RunSummary?> StopAsync(TimeSpan patience)
    {
        if (_fault is null && View is { IsTrading: true } view) await new TradingEnd(this, _parts.Publisher, () => _parts.Gateway.Busy > 0, _time).RunAsync(view, patience).ConfigureAwait(false);
        var clean = _fault is null && View is { Orders.Count: 0 };
        await _stop.CancelAsync().ConfigureAwait(false);
        await _parts.Loop.Stop().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_tasks).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }

        if (clean) LifeSign.Stopped();
        return _fault is null ? _parts.Engine.Finish(Run.Id, Timestamp.FromDateTime(_time.GetUtcNow())) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _parts.Gateway.DisposeAsync().ConfigureAwait(false);
        await _parts.Loop.DisposeAsync().ConfigureAwait(false);
        _parts.Journal.Dispose();
        _parts.Rest.Dispose();
        _parts.Budget.Dispose();
        _forecasts?.Dispose();
        foreach (var thing in _owned) await thing.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task CancelAfterFault()
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), _time);
            await _parts.Gateway.CancelEverything(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            _fault += $" Open orders could not be cancelled ({e.Message}): cancel them at the exchange.";
        }

        _failed.TrySetResult(_fault!);
    }

    private ReconciliationView Reconciliation()
    {
        var view = _parts.Reconciler.View;
        return _parts.Stops.Unprotected.Count == 0 ? view : view with { Differences = [.. view.Differences, .. _parts.Stops.Unprotected.Select(i => new DifferenceView("stop of last resort", i, "wanted", "none"))] };
    }

    internal static string Strictest(LiveView? view)
    {
        if (view is null) return "active";
        return view.Arms.Any(a => a is { State: "halted", IsLiquidated: false }) ? "halted" : view.Arms.Any(a => a.State == "reduceOnly") ? "reduceOnly" : "active";
    }
}
