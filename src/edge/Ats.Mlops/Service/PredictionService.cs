using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Drift;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Service;

/// <summary>
/// Predicts one instrument: a row a second in, a prediction a second out, whatever models do. <see cref="Take"/> is for one thread; all else may
/// be called from any.
/// </summary>
public sealed class PredictionService : IForecastServing
{
    private readonly Lock _gate = new();

    // Of windows, pairs and drift; taken after the other, and only once a prediction is out: who reads scores delays no prediction.
    private readonly Lock _outcomes = new();
    private readonly ServiceSettings _settings;
    private readonly TimeProvider _time;
    private readonly IPredictionLog? _log;
    private readonly PendingRows _pending;
    private readonly LeadIn _leadIn;
    private readonly OutcomeWindow _paired;
    private readonly ScaledWalk _walk;
    private Lineup _lineup = Lineup.Empty;
    private Prediction? _current;
    private TaskCompletionSource _published = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _stream;
    private long _lastSecond = -1;

    /// <param name="schema">Of the rows.</param>
    /// <param name="log">Where predictions and outcomes are kept; null = nowhere.</param>
    public PredictionService(string symbol, FeatureSchema schema, ServiceSettings settings, TimeProvider time, IPredictionLog? log = null)
    {
        (Symbol, Schema, _settings, _time, _log) = (symbol, schema, settings, time, log);
        _pending = new PendingRows(settings.HorizonSeconds.Max());
        _leadIn = new LeadIn(schema.Count, settings.LeadInRows);
        _paired = new OutcomeWindow(ForecastHorizons.MainSeconds, settings.WindowOutcomes);
        _walk = new ScaledWalk(settings.HorizonSeconds.Count, null);
    }

    public string Symbol { get; }

    public FeatureSchema Schema { get; }

    /// <summary>The latest, null before the first price.</summary>
    public Prediction? Current => Volatile.Read(ref _current);

    /// <summary>Ends with the next prediction.</summary>
    public Task Published => Volatile.Read(ref _published).Task;

    public ServiceCounters Counters { get; } = new();

    /// <summary>From the event that made a row due to its prediction.</summary>
    public LatencyHistogram Latency { get; } = new();

    public string? ServedVersion => Volatile.Read(ref _lineup).Champion?.Model.Version;

    public string? ShadowVersion => Volatile.Read(ref _lineup).Shadow?.Model.Version;

    public string? StandbyVersion => Volatile.Read(ref _lineup).Standby?.Model.Version;

    /// <summary>The challenger's outcomes so far.</summary>
    public int ShadowOutcomes
    {
        get
        {
            lock (_outcomes) return Volatile.Read(ref _lineup).Shadow is null ? 0 : _paired.Count;
        }
    }

    /// <summary>Why the champion counts as failing, null where it does not.</summary>
    public string? ChampionFault => Volatile.Read(ref _lineup).Champion is { } champion && champion.RecentFaults >= _settings.MaximumFaults
        ? $"{champion.LastFault} ({champion.RecentFaults} rows)" : null;

    /// <summary>A row and its prediction.</summary>
    /// <param name="row">Due now.</param>
    /// <param name="dueStamp"><see cref="TimeProvider.GetTimestamp"/> when the event that made it due was taken; what latency is counted from.</param>
    public void Take(in FeatureRow row, long dueStamp)
    {
        lock (_gate)
        {
            var second = PendingRows.SecondOf(row.Time);
            if (second <= _lastSecond)
            {
                Counters.RowsRefused++;
                return;
            }

            _lastSecond = second;
            var lineup = _lineup;
            if (row.Problem(Schema.Count) is not null)
            {
                Counters.RowsRefused++;
                BeginStream(lineup);
                Restate(PredictionState.Degraded, row.Time);
                return;
            }

            if (row.Starts) BeginStream(lineup);
            Counters.Rows++;
            Step(lineup.Champion, in row);
            var served = row.Ready && lineup.Champion is { Spoke: true, IsWarm: true } champion ? champion : null;
            var prediction = Predict(in row, served, StateOf(lineup, row.Ready, served), dueStamp);
            Publish(prediction);
            Latency.Add(prediction.LatencyMicroseconds);
            Step(lineup.Shadow, in row);
            Step(lineup.Standby, in row);
            _leadIn.Add(in row);
            lock (_outcomes)
            {
                Watch(lineup.Champion, in row);
                Watch(lineup.Shadow, in row);
                Watch(lineup.Standby, in row);
                Mature(in row, second, lineup);
            }

            _pending.At(second).Set(in row, second, _stream, prediction.Sequence, lineup, served);
            Log(prediction);
        }
    }

    /// <summary>Time has passed: where rows have ceased to come, what is served is said to be stale. Call it about once a second.</summary>
    public void Watch(Timestamp now)
    {
        lock (_gate)
        {
            if (_current is not { State: not PredictionState.Stale } current) return;
            // The last row itself comes due up to a second after its time.
            if (now - current.AsOf <= Schema.StaleNanoseconds + (2 * Timestamp.NanosecondsPerSecond)) return;
            Restate(PredictionState.Stale, current.AsOf);
        }
    }

    public void Install(LoadedModel? champion, LoadedModel? shadow, LoadedModel? standby)
    {
        var now = Volatile.Read(ref _lineup);
        var made = new List<ModelSlot>();
        var next = new Lineup(Slot(now, champion, made), Slot(now, shadow, made), Slot(now, standby, made), now.HadChampion || now.Champion is not null || champion is not null);
        lock (_gate)
        {
            foreach (var slot in made) _leadIn.Play(slot);
            Swap(next);
        }
    }

    public void FallBackToStandby()
    {
        lock (_gate)
        {
            Swap(new Lineup(_lineup.Standby, _lineup.Shadow, null, HadChampion: true));
        }
    }

    public ShadowEvidence? Evidence()
    {
        lock (_outcomes)
        {
            if (_lineup.Shadow is not { } shadow) return null;
            var (challenger, served) = _paired.Tracks(0);
            return new ShadowEvidence(shadow.Model.Version, _lineup.Champion?.Model.Version, challenger, served, shadow.Latency.Quantile(0.99), shadow.Faults);
        }
    }

    /// <summary>What the champion said since a second, beside the random walk; null without a champion.</summary>
    /// <param name="sinceSecond">UTC, as seconds since 1970.</param>
    /// <param name="horizonSeconds">Only this horizon; null = all.</param>
    public ServedTracks? Tracks(long sinceSecond, int? horizonSeconds = null)
    {
        lock (_outcomes)
        {
            if (_lineup.Champion is not { } champion) return null;
            var tracks = champion.Windows.Where((_, h) => horizonSeconds is null || champion.HorizonSeconds[h] == horizonSeconds).Select(w => w.Tracks(sinceSecond)).ToList();
            return new ServedTracks(
                champion.Model.Version,
                new ForecastTrack(champion.Model.Manifest.Predictor, [.. tracks.Select(t => t.Model)]),
                new ForecastTrack("volatility-random-walk", [.. tracks.Select(t => t.Reference)]));
        }
    }

    /// <summary>What the champion's monitors say; empty without a champion, or where it has none.</summary>
    public IReadOnlyList<DriftSignal> DriftSignals()
    {
        lock (_outcomes) return _lineup.Champion?.Drift?.Signals() ?? [];
    }

    private static PredictionState StateOf(Lineup lineup, bool isReady, ModelSlot? served) =>
        served is not null ? PredictionState.Ok
        : lineup.Champion is null ? (lineup.HadChampion ? PredictionState.Degraded : PredictionState.Warming)
        : lineup.Champion is { Spoke: false, Faults: > 0 } ? PredictionState.Degraded
        : isReady && lineup.Champion is { IsWarm: false, Faults: > 0 } ? PredictionState.Degraded
        : PredictionState.Warming;

    private ModelSlot? Slot(Lineup now, LoadedModel? model, List<ModelSlot> made)
    {
        if (model is null) return null;
        if (now.Champion?.Model.Version == model.Version) return now.Champion;
        if (now.Shadow?.Model.Version == model.Version) return now.Shadow;
        if (now.Standby?.Model.Version == model.Version) return now.Standby;
        if (model.Manifest.Schema.Hash != Schema.Hash) throw new ArgumentException($"{model.Version} takes features {model.Manifest.Schema.Hash}, the stream gives {Schema.Hash}.", nameof(model));
        if (!model.Manifest.HorizonSeconds.Contains(ForecastHorizons.MainSeconds)) throw new ArgumentException($"{model.Version} does not predict {ForecastHorizons.MainSeconds} s ahead.", nameof(model));
        var slot = new ModelSlot(model, _settings.WindowOutcomes);
        made.Add(slot);
        return slot;
    }

    private void Swap(Lineup next)
    {
        lock (_outcomes)
        {
            if (next.Champion != _lineup.Champion || next.Shadow != _lineup.Shadow) _paired.Clear();
            Volatile.Write(ref _lineup, next);
        }
    }

    private void BeginStream(Lineup lineup)
    {
        _stream++;
        _leadIn.Clear();
        lineup.Champion?.Reset();
        lineup.Shadow?.Reset();
        lineup.Standby?.Reset();
    }

    private void Step(ModelSlot? slot, in FeatureRow row)
    {
        if (slot is null) return;
        var faults = slot.Faults;
        var began = _time.GetTimestamp();
        slot.Step(row.Features, row.SigmaBps);
        slot.Latency.Add(_time.GetElapsedTime(began).TotalMicroseconds);
        Counters.Faults += slot.Faults - faults;
    }

    private static void Watch(ModelSlot? slot, in FeatureRow row)
    {
        if (row.Ready && slot is { Spoke: true, IsWarm: true }) slot.Drift?.Observe(row.Features);
    }

    private Prediction Predict(in FeatureRow row, ModelSlot? served, PredictionState state, long dueStamp) =>
        Make(row.Time, row.Mid, row.SigmaBps, served, state, row.Hash.ToString("x16"), dueStamp);

    /// <summary>The last price once more, as the random walk and in another state.</summary>
    private void Restate(PredictionState state, Timestamp asOf)
    {
        if (_current is not { } last) return;
        var prediction = Make(asOf, last.Mid, last.SigmaBps, null, state, last.FeatureHash, _time.GetTimestamp());
        Publish(prediction);
        Log(prediction);
    }

    private Prediction Make(Timestamp asOf, double mid, double sigmaBps, ModelSlot? served, PredictionState state, string featureHash, long dueStamp)
    {
        var seconds = served?.HorizonSeconds ?? _settings.HorizonSeconds;
        var output = served is null ? _walk.Output : served.Output;
        var horizons = new HorizonPrediction[seconds.Count];
        for (var h = 0; h < horizons.Length; h++)
            horizons[h] = HorizonPrediction.Of(seconds[h], output.Slice(h * PredictionLayout.Width, PredictionLayout.Width), PredictionLayout.ScaleBps(sigmaBps, seconds[h]));
        return new Prediction
        {
            Symbol = Symbol,
            Sequence = ++Counters.Predictions,
            AsOf = asOf,
            ValidUntil = asOf + (_settings.ValidFor.Ticks * 100),
            Mid = mid,
            SigmaBps = sigmaBps,
            Horizons = horizons,
            Model = served is null ? PredictionModel.RandomWalk : new PredictionModel(served.Model.Manifest.Predictor, served.Model.Version, ModelAliases.ChampionName),
            Source = served is null ? PredictionSource.Fallback : PredictionSource.Model,
            State = state,
            FeatureHash = featureHash,
            LatencyMicroseconds = _time.GetElapsedTime(dueStamp).TotalMicroseconds,
        };
    }

    private void Publish(Prediction prediction)
    {
        if (prediction.Source == PredictionSource.Fallback) Counters.Fallbacks++;
        Volatile.Write(ref _current, prediction);
        var done = _published;
        Volatile.Write(ref _published, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        done.SetResult();
    }

    private void Mature(in FeatureRow row, long second, Lineup lineup)
    {
        MatureModel(lineup.Champion, in row, second);
        MatureModel(lineup.Standby, in row, second);
        MatureModel(lineup.Shadow, in row, second);
        Pair(lineup, in row, second);
        for (var h = 0; h < _settings.HorizonSeconds.Count; h++)
        {
            var horizon = _settings.HorizonSeconds[h];
            if (_pending.Matured(second, horizon, _stream) is not { Served: null } said) continue;
            Log(said, horizon, null, isServed: true, PendingRows.Score(said, horizon, _walk.Horizon(h), _walk.Horizon(h), PendingRows.ReturnBps(said, row.Mid)), row.Time);
        }
    }

    private void MatureModel(ModelSlot? slot, in FeatureRow row, long second)
    {
        if (slot is null) return;
        for (var h = 0; h < slot.HorizonSeconds.Count; h++)
        {
            var horizon = slot.HorizonSeconds[h];
            if (_pending.Matured(second, horizon, _stream) is not { } said || !said.TryGet(slot, h, out var output, out var multiplier)) continue;
            var returnBps = PendingRows.ReturnBps(said, row.Mid);
            var outcome = PendingRows.Score(said, horizon, output, slot.Walk.Horizon(h), returnBps);
            slot.Calibration.Observe(h, said.Time, output, multiplier, returnBps / PredictionLayout.ScaleBps(said.SigmaBps, horizon), row.Time);
            slot.Windows[h].Add(in outcome);
            slot.Drift?.Observe(new MaturedOutcome(said.Time, horizon, outcome.Pit, outcome.CrpsBps, outcome.ReferenceCrpsBps, outcome.IsInside90), row.Time);
            Log(said, horizon, slot, said.Served == slot, outcome, row.Time);
        }
    }

    /// <summary>The challenger beside what was served, at the horizon that counts.</summary>
    private void Pair(Lineup lineup, in FeatureRow row, long second)
    {
        const int Main = ForecastHorizons.MainSeconds;
        if (lineup.Shadow is not { } shadow || _pending.Matured(second, Main, _stream) is not { } said) return;
        if (!said.TryGet(shadow, IndexOf(shadow.HorizonSeconds, Main), out var challenger, out _)) return;
        var incumbent = shadow.Walk.Horizon(IndexOf(shadow.HorizonSeconds, Main));
        if (lineup.Champion is { } champion && said.TryGet(champion, IndexOf(champion.HorizonSeconds, Main), out var served, out _)) incumbent = served;
        _paired.Add(PendingRows.Score(said, Main, challenger, incumbent, PendingRows.ReturnBps(said, row.Mid)));
    }

    private static int IndexOf(IReadOnlyList<int> seconds, int wanted)
    {
        for (var i = 0; i < seconds.Count; i++)
            if (seconds[i] == wanted) return i;
        return -1;
    }

    private void Log(PendingRow said, int horizon, ModelSlot? slot, bool isServed, in OutcomeWindow.Outcome outcome, Timestamp now)
    {
        Counters.Matured++;
        try
        {
            _log?.Matured(new ScoredPrediction(
                Symbol, said.Sequence, said.Time, now, horizon, slot?.Model.Version, isServed, outcome.ReturnBps, outcome.MeanBps, outcome.CrpsBps, outcome.ReferenceCrpsBps, outcome.IsInside90));
        }
        catch (IOException)
        {
            Counters.LogFailures++;
        }
    }

    private void Log(Prediction prediction)
    {
        try
        {
            _log?.Predicted(prediction);
        }
        catch (IOException)
        {
            Counters.LogFailures++;
        }
    }
}
