using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>
/// The autonomous loop of one instrument: call <see cref="Step"/> about once a second. Every transition goes to the audit and to the disk before
/// it counts; what a state does can be done again, so a restart goes on from any state. Serving never waits for it.
/// </summary>
public sealed class ForecastLoop
{
    private const int MostTransitionsAStep = 16;

    private readonly Lock _gate = new();
    private readonly LoopParts _parts;
    private readonly LoopActions _actions;
    private LoopStatus _status;
    private string? _fault;

    /// <summary>Goes on from the status kept; where that cannot be read, from what the registry holds.</summary>
    public ForecastLoop(LoopParts parts)
    {
        _parts = parts;
        _actions = new LoopActions(parts);
        LoopStatus? kept = null;
        var reason = "started";
        try
        {
            kept = parts.Store.Load();
        }
        catch (RegistryException e)
        {
            reason = e.Message;
        }

        _status = kept ?? new LoopStatus { Symbol = parts.Registry.Symbol, Since = parts.Time.GetUtcNow(), Reason = reason };
        IsResuming = kept is not null;
    }

    public LoopStatus Status => Volatile.Read(ref _status);

    public LoopSettings Settings => _parts.Settings;

    /// <summary>Why the last step could not be taken (the disk is full, say); null = it was.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>The models of the registry are not installed yet after a restart.</summary>
    private bool IsResuming { get; set; }

    /// <summary>Does what is due, as many transitions as there are.</summary>
    public void Step()
    {
        lock (_gate)
        {
            try
            {
                if (IsResuming) Resume();
                for (var i = 0; i < MostTransitionsAStep && Advance(); i++)
                {
                }

                Volatile.Write(ref _fault, null);
            }
            catch (Exception e) when (IsOfTheWorld(e))
            {
                // The transition could not even be written down: stay, serve on, try again with the next step.
                Volatile.Write(ref _fault, e.Message);
            }
        }
    }

    /// <summary>Trains now; gives the run's id.</summary>
    /// <exception cref="LoopRefusedException">Not now.</exception>
    public string Train(string reason) => Command(LoopEvent.TrainingDue, reason, s => _actions.BeginTraining(s, LoopTrigger.Operator)).RunId!;

    /// <summary>Lets a version step beside the champion and be judged live.</summary>
    public LoopStatus Shadow(string version, string reason)
    {
        if (version == _parts.Serving.ServedVersion) throw new LoopRefusedException($"{version} serves already: there is nothing to compare it with.");
        return Command(LoopEvent.OperatorShadows, reason, s => s with { Candidate = Loadable(version), Trigger = LoopTrigger.Operator });
    }

    /// <summary>Serves a version, whatever the gates say.</summary>
    public LoopStatus Promote(string version, string reason)
    {
        if (version == _parts.Serving.ServedVersion) throw new LoopRefusedException($"{version} serves already.");
        if (_parts.Registry.Aliases().Pinned is { } pinned) throw new LoopRefusedException($"{pinned} is pinned: unset pinned in aliases.json first.");
        return Command(LoopEvent.OperatorPromotes, reason, s => s with { Candidate = Loadable(version) });
    }

    /// <summary>Marks a version as not to be served; takes it out of the gates where it is on its way.</summary>
    public LoopStatus Reject(string version, string reason)
    {
        lock (_gate)
        {
            if (version == _parts.Serving.ServedVersion) throw new LoopRefusedException($"{version} serves: roll back instead.");
            _parts.Registry.Record(version, new GateRecord(GateRecord.Operator, GateOutcome.Fail, [new CheckRecord("operator", false, reason)], _parts.Time.GetUtcNow()));
            return _status.Candidate == version ? Command(LoopEvent.OperatorRejects, reason, s => s) : _status;
        }
    }

    /// <summary>Returns to the previous version.</summary>
    public LoopStatus RollBack(string reason)
    {
        if (_parts.Serving.ServedVersion is not { } served) throw new LoopRefusedException("No model serves: there is nothing to roll back from.");
        if (_parts.Registry.Aliases().Pinned is { } pinned) throw new LoopRefusedException($"{pinned} is pinned: unset pinned in aliases.json first.");
        if (_parts.Serving.StandbyVersion is null) throw new LoopRefusedException($"There is no version before {served} to return to: pause the loop, or promote another.");
        return Command(LoopEvent.OperatorRollsBack, reason, s => s with { Failing = served }, _parts.Serving.FallBackToStandby);
    }

    public LoopStatus Pause(string reason) => Command(LoopEvent.OperatorPauses, reason, s => s);

    public LoopStatus Resume(string reason) => Command(LoopEvent.OperatorResumes, reason, s => s);

    internal static bool IsOfTheWorld(Exception e) => e is RegistryException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception;

    /// <summary>Commands wait for the step that runs, take effect, and are followed by a step so that the answer shows what came of them.</summary>
    private LoopStatus Command(LoopEvent command, string reason, Func<LoopStatus, LoopStatus> change, Action? first = null)
    {
        lock (_gate)
        {
            try
            {
                if (IsResuming) Resume();
                _ = LoopMachine.Next(_status.State, command, Home(_status), Top(_status));
                var changed = change(_status);
                first?.Invoke();
                Apply(command, $"operator: {reason}", changed);
            }
            catch (IllegalTransitionException)
            {
                throw new LoopRefusedException($"The loop of {_status.Symbol} is {_status.State}, where this is not possible.");
            }

            Step();
            return _status;
        }
    }

    private string Loadable(string version) => _parts.Registry.Load(version, _parts.SchemaHash).Version;

    /// <summary>After a restart: what the registry names is installed, then the state goes on where it was.</summary>
    private void Resume()
    {
        _actions.InstallAliases(_status);
        IsResuming = false;
    }

    /// <summary>One look at the state; true when it moved.</summary>
    private bool Advance()
    {
        LoopStep? step;
        try
        {
            step = _actions.Look(_status);
        }
        catch (Exception e) when (IsOfTheWorld(e) && !LoopMachine.IsHome(_status.State) && _status.State is not (LoopState.Paused or LoopState.Failed or LoopState.Degraded))
        {
            step = new LoopStep(LoopEvent.ActionFailed, e.Message, _status);
        }

        if (step is null) return false;
        Apply(step.Event, step.Reason, step.Status);
        return true;
    }

    private void Apply(LoopEvent loopEvent, string reason, LoopStatus changed)
    {
        var before = _status;
        var next = LoopMachine.Next(before.State, loopEvent, Home(changed), Top(before));
        var now = _parts.Time.GetUtcNow();
        IReadOnlyList<LoopState> behind = LoopMachine.Interrupts(before.State, loopEvent) ? [.. before.Behind, before.State]
            : LoopMachine.Returns(loopEvent) && before.Behind.Count > 0 ? [.. before.Behind.SkipLast(1)]
            : before.Behind;
        if (LoopMachine.IsHome(next)) behind = [];
        var after = _actions.Arrive(changed with { State = next, Since = now, Sequence = before.Sequence + 1, Reason = reason, Behind = behind }, loopEvent);
        _parts.Audit.Write(new AuditEntry(now, after.Sequence, after.Symbol, before.State, loopEvent, next, reason, after.Candidate ?? changed.Candidate, _parts.Serving.ServedVersion, after.RunId));
        _parts.Store.Save(after);
        Volatile.Write(ref _status, after);
    }

    private LoopState Home(LoopStatus status) => _parts.Serving.ServedVersion is not null ? LoopState.Serving : status.HasServed ? LoopState.Fallback : LoopState.Collecting;

    private static LoopState? Top(LoopStatus status) => status.Behind.Count > 0 ? status.Behind[^1] : null;
}
