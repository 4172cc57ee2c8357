using Ats.Forecasting.Gates;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>What is done in each state. All of it can be done twice: a crash between an action and its transition does no harm.</summary>
internal sealed class LoopActions(LoopParts parts)
{
    private readonly ModelShelf _shelf = new(parts.Registry, parts.SchemaHash);
    private string? _unwritten;

    private DateTimeOffset Now => parts.Time.GetUtcNow();

    /// <summary>Looks at a state and acts; null = nothing to do.</summary>
    public LoopStep? Look(LoopStatus status) => status.State switch
    {
        LoopState.Bootstrap => Bootstrap(status),
        LoopState.Collecting or LoopState.Serving or LoopState.Fallback => Rest(status),
        LoopState.Training => ChampionFails(status) ?? Train(status),
        LoopState.OfflineGate => ChampionFails(status) ?? JudgeOffline(status),
        LoopState.Shadow => ChampionFails(status) ?? Shadow(status),
        LoopState.LiveGate => ChampionFails(status) ?? JudgeLive(status),
        LoopState.Promoting => Promote(status),
        LoopState.Degraded => new LoopStep(LoopEvent.RollBackBegins, status.Reason, status),
        LoopState.RollingBack => RollBack(status),
        LoopState.Failed => ChampionFails(status) ?? Retry(status),
        LoopState.Paused => null,
        _ => throw new InvalidOperationException($"The loop is in no state it knows: {status.State}."),
    };

    /// <summary>What is remembered on arrival in a state.</summary>
    public LoopStatus Arrive(LoopStatus status, LoopEvent by)
    {
        if (LoopMachine.IsHome(status.State))
        {
            return status with
            {
                Candidate = null, RunId = null, Trigger = null, ShadowSince = null, Gate = LiveGateState.Start, Failing = null, Attempts = 0, RetryAt = null,
                HasServed = status.HasServed || status.State == LoopState.Serving,
                TrainedAt = by == LoopEvent.GivenUp ? Now : status.TrainedAt,
            };
        }

        return (status.State, by) switch
        {
            (LoopState.Failed, LoopEvent.ActionFailed or LoopEvent.TrainingFailed) => status with { Attempts = status.Attempts + 1, RetryAt = Now + Wait(status.Attempts) },
            (LoopState.Training, LoopEvent.RetryDue) => status with { RunId = NewRunId(), TrainedAt = Now },
            (LoopState.Shadow, LoopEvent.GatePassed or LoopEvent.OperatorShadows) => status with { ShadowSince = Now, Gate = LiveGateState.Start, Attempts = 0 },
            (LoopState.OfflineGate, _) => status with { Attempts = 0, RetryAt = null },
            _ => status,
        };
    }

    public LoopStatus BeginTraining(LoopStatus status, LoopTrigger trigger) => status with { RunId = NewRunId(), Trigger = trigger, TrainedAt = Now };

    /// <summary>Installs what the registry names. A champion that does not load is replaced by the previous version, in the registry too.</summary>
    /// <returns>What was refused and why, in words; null = nothing.</returns>
    public string? InstallAliases(LoopStatus status)
    {
        var aliases = parts.Registry.Aliases();
        string? refused = null;
        var champion = _shelf.Try(aliases.Served, ref refused);
        if (champion is null && aliases is { Pinned: null, Champion: { } lost } && _shelf.Try(aliases.Previous, ref refused) is { } previous)
        {
            champion = previous;
            aliases = parts.Registry.Change(a => a.RollBack(lost));
        }

        var standby = aliases.Previous == champion?.Version ? null : _shelf.Try(aliases.Previous, ref refused);
        var shadow = NeedsShadow(status) ? _shelf.Try(status.Candidate, ref refused) : null;
        parts.Serving.Install(champion, shadow, standby);
        if (status.Failing is { } failing && failing == parts.Serving.ServedVersion) parts.Serving.FallBackToStandby();
        _shelf.Keep(champion?.Version, shadow?.Version, standby?.Version);
        return refused;
    }

    private static bool NeedsShadow(LoopStatus status) => status.Behind.Append(status.State).Any(s => s is LoopState.Shadow or LoopState.LiveGate or LoopState.Promoting);

    private LoopStep Bootstrap(LoopStatus status)
    {
        var refused = InstallAliases(status);
        if (status.Sequence == 0 && status.Reason != "started") refused = refused is null ? status.Reason : $"{status.Reason}; {refused}";
        var hadOne = status.HasServed || refused is not null;
        return parts.Serving.ServedVersion is { } served
            ? new LoopStep(LoopEvent.ModelServes, refused is null ? $"{served} serves" : $"{served} serves; refused: {refused}", status)
            : new LoopStep(LoopEvent.NothingToServe, refused is null ? "the registry holds no champion" : $"refused: {refused}", status with { HasServed = hadOne });
    }

    private LoopStep? Rest(LoopStatus status)
    {
        if (ChampionFails(status) is { } fails) return fails;
        var aliases = parts.Registry.Aliases();
        if (aliases.Challenger is not null) aliases = parts.Registry.Change(a => a with { Challenger = null });
        if (aliases.Served != parts.Serving.ServedVersion && aliases.Served is { } named && !_shelf.WasRefused(named) || (aliases.Served is null && parts.Serving.ServedVersion is not null))
        {
            var refused = InstallAliases(status);
            return new LoopStep(LoopEvent.AliasesChanged, refused is null ? $"the registry names {aliases.Served ?? "no version"}" : $"refused: {refused}", status);
        }

        if (parts.Serving.ShadowVersion is not null) InstallAliases(status);
        if (aliases.Pinned is not null || Due(status) is not var (trigger, reason) || parts.Data.Collected(status.Symbol) < parts.Settings.MinimumCollected) return null;
        return new LoopStep(LoopEvent.TrainingDue, reason, BeginTraining(status, trigger));
    }

    private (LoopTrigger Trigger, string Reason)? Due(LoopStatus status)
    {
        var settings = parts.Settings;
        var sinceTraining = status.TrainedAt is { } at ? Now - at : TimeSpan.MaxValue;
        if (sinceTraining < settings.Cooldown) return null;
        if (parts.Serving.ServedVersion is not { } served) return (LoopTrigger.First, $"{InWords(settings.MinimumCollected)} of data, and no model");

        var reading = parts.Watch.Look();
        if (reading.Coverage is { } coverage) return (LoopTrigger.Coverage, coverage);
        if (reading.Drift is { } drift) return (LoopTrigger.Drift, drift);
        var manifest = _shelf.Get(served).Manifest;
        // An invented market has a calendar of its own.
        var lastSeen = manifest.IsSynthetic ? manifest.CreatedAt : manifest.Validation.To;
        if (Now - lastSeen > settings.MaximumAge && sinceTraining >= settings.MaximumAge) return (LoopTrigger.Age, $"{served} has seen nothing since {lastSeen.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        var since = status.TrainedAt is null ? Now - manifest.CreatedAt : sinceTraining;
        return since >= settings.Schedule ? (LoopTrigger.Schedule, $"the schedule: every {InWords(settings.Schedule)}") : null;
    }

    private LoopStep? ChampionFails(LoopStatus status)
    {
        if (_unwritten is null)
        {
            if (parts.Serving.ServedVersion is not { } served || parts.Watch.Look().Failing is not { } why || parts.Registry.Aliases().Pinned is not null) return null;
            parts.Serving.FallBackToStandby();
            _unwritten = served;
            return Degraded(status, served, why);
        }

        return Degraded(status, _unwritten, "it was taken out of service before that could be written down");
    }

    private static LoopStep Degraded(LoopStatus status, string version, string why) => new(LoopEvent.ChampionDegraded, $"{version}: {why}", status with { Failing = version });

    private LoopStep? Train(LoopStatus status)
    {
        var run = status.RunId is null ? null : parts.Runner.Find(status.RunId);
        switch (run?.State)
        {
            case null or TrainingRunState.Queued:
                parts.Runner.TryStart(new TrainingRequest(status.RunId ?? NewRunId(), status.Symbol, status.Trigger ?? LoopTrigger.Schedule, Parent(), Now));
                return null;
            case TrainingRunState.Running:
                return null;
            case TrainingRunState.Done when run.Version is { } version:
                return new LoopStep(LoopEvent.TrainingDone, $"run {status.RunId} made {version}", status with { Candidate = version });
            case TrainingRunState.Done:
                return new LoopStep(LoopEvent.TrainingFailed, $"run {status.RunId} ended and named no version", status);
            default:
                return new LoopStep(LoopEvent.TrainingFailed, $"run {status.RunId}: {run.Message}", status);
        }
    }

    /// <summary>The champion where its files are whole: a training cannot be measured against what it cannot read, and would fail for ever.</summary>
    private string? Parent()
    {
        if (parts.Registry.Aliases().Champion is not { } champion) return null;
        try
        {
            return parts.Registry.Load(champion, parts.SchemaHash).Version;
        }
        catch (RegistryException e) when (e.Problem is not (RegistryProblem.Locked or RegistryProblem.Disk))
        {
            return null;
        }
    }

    private LoopStep JudgeOffline(LoopStatus status)
    {
        if (Candidate(status, out var refused) is not { } model) return refused!;
        var champion = parts.Serving.ServedVersion is { } served ? _shelf.Get(served).Manifest : null;
        return Judged(status, model.Manifest, parts.OfflineGate.Judge(model.Manifest, champion));
    }

    private LoopStep? Shadow(LoopStatus status)
    {
        if (Candidate(status, out var refused) is not { } model) return refused;
        if (parts.Serving.ShadowVersion != model.Version)
        {
            parts.Registry.Change(a => a with { Challenger = model.Version });
            InstallAliases(status);
        }

        var evidence = parts.Serving.Evidence();
        if (evidence is null) return null;
        if (evidence.Faults > 0) return new LoopStep(LoopEvent.GateFailed, $"{model.Version} threw or gave no numbers on {evidence.Faults} rows", status);
        if (parts.Registry.Aliases().Pinned is not null) return null;
        if (IsLookDue(evidence, status.Gate)) return new LoopStep(LoopEvent.EvidenceEnough, $"{evidence.Count} outcomes", status);
        return IsShadowOver(status) ? new LoopStep(LoopEvent.GateFailed, $"{evidence.Count} outcomes within {InWords(parts.Settings.MaximumShadow)} are too few to decide on", status) : null;
    }

    private LoopStep JudgeLive(LoopStatus status)
    {
        var evidence = parts.Serving.Evidence();
        if (evidence is null || evidence.Version != status.Candidate || !IsLookDue(evidence, status.Gate))
            return new LoopStep(LoopEvent.GateUndecided, "its outcomes are gathered anew", status);
        var answer = parts.LiveGate.Judge(evidence with { Trigger = status.Trigger }, status.Gate);
        return Judged(status with { Gate = answer.State }, parts.Registry.Manifest(evidence.Version), answer.Word);
    }

    private LoopStep Judged(LoopStatus status, ModelManifest model, GateRecord result)
    {
        if (result.Outcome != GateOutcome.Undecided && !model.Gates.Contains(result)) parts.Registry.Record(model.Version, result);
        var loopEvent = result.Outcome switch
        {
            GateOutcome.Pass => LoopEvent.GatePassed,
            GateOutcome.Fail => LoopEvent.GateFailed,
            _ => LoopEvent.GateUndecided,
        };
        // Before there is a live side there is nothing more to wait for.
        if (status.State == LoopState.OfflineGate && loopEvent == LoopEvent.GateUndecided) loopEvent = LoopEvent.GateFailed;
        return new LoopStep(loopEvent, $"{model.Version} {result.Outcome.ToString().ToLowerInvariant()}: {result.InWords()}", status);
    }

    private LoopStep Promote(LoopStatus status)
    {
        if (Candidate(status, out var refused) is not { } model) return refused!;
        parts.Registry.Change(a => a.Promote(model.Version));
        InstallAliases(status);
        return new LoopStep(LoopEvent.Promoted, $"{model.Version} serves", status);
    }

    private LoopStep RollBack(LoopStatus status)
    {
        if (status.Failing is { } failing)
        {
            parts.Registry.Change(a => a.RollBack(failing));
            Condemn(failing, status.Reason);
        }

        InstallAliases(status);
        _unwritten = null;
        return new LoopStep(LoopEvent.RolledBack, parts.Serving.ServedVersion is { } served ? $"{served} serves instead of {status.Failing}" : $"the random walk serves instead of {status.Failing}", status with { Failing = null });
    }

    private void Condemn(string version, string why)
    {
        try
        {
            if (!parts.Registry.Manifest(version).IsRejected)
                parts.Registry.Record(version, new GateRecord(GateRecord.Serving, GateOutcome.Fail, [new CheckRecord("serving", false, why)], Now));
        }
        catch (RegistryException e) when (e.Problem is RegistryProblem.Corrupt or RegistryProblem.Missing)
        {
            // What cannot be read any more needs no mark.
        }
    }

    private LoopStep? Retry(LoopStatus status)
    {
        if (Now < status.RetryAt) return null;
        return status.Attempts >= parts.Settings.MaximumAttempts && status.Behind is [.., not LoopState.RollingBack and not LoopState.Bootstrap]
            ? new LoopStep(LoopEvent.GivenUp, $"given up after {status.Attempts} failures: {status.Reason}", status)
            : new LoopStep(LoopEvent.RetryDue, status.Reason, status);
    }

    private LoadedModel? Candidate(LoopStatus status, out LoopStep? refused)
    {
        refused = null;
        try
        {
            return _shelf.Get(status.Candidate ?? throw new InvalidOperationException($"The loop is {status.State} without a candidate."));
        }
        catch (RegistryException e) when (e.Problem is not (RegistryProblem.Locked or RegistryProblem.Disk))
        {
            refused = new LoopStep(LoopEvent.GateFailed, $"refused: {e.Message}", status);
            return null;
        }
    }

    /// <summary>As the gate counts: so that it is asked when it looks.</summary>
    private bool IsLookDue(ShadowEvidence evidence, LiveGateState gate)
    {
        var settings = parts.Settings.LiveGate;
        return evidence.Count >= settings.PlannedOutcomes || (evidence.Count >= settings.MinimumOutcomes && evidence.Count - gate.LastOutcomes >= settings.LooksEvery * settings.PlannedOutcomes);
    }

    private bool IsShadowOver(LoopStatus status) => status.ShadowSince is { } since && Now - since >= parts.Settings.MaximumShadow;

    private TimeSpan Wait(int failuresBefore)
    {
        var wait = parts.Settings.FirstRetry * Math.Pow(2, Math.Min(failuresBefore, 20));
        return wait < parts.Settings.LongestRetry ? wait : parts.Settings.LongestRetry;
    }

    private string NewRunId() => $"{Now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{parts.Registry.Symbol.ToLowerInvariant()}-{Guid.NewGuid().ToString("N")[..6]}";

    private static string InWords(TimeSpan time) => time.TotalHours >= 2 ? $"{time.TotalHours:0.#} h" : time.TotalMinutes >= 2 ? $"{time.TotalMinutes:0.#} min" : $"{time.TotalSeconds:0} s";
}
