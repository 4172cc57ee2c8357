namespace Ats.Mlops.Loop;

/// <summary>The loop's whole table: pure, one switch.</summary>
public static class LoopMachine
{
    /// <param name="state">Where the loop stands.</param>
    /// <param name="loopEvent">What happened.</param>
    /// <param name="home">Where it rests as things are: Serving with a model, else Collecting or Fallback.</param>
    /// <param name="behind">What Paused, Failed or a rollback interrupted; null = nothing, home.</param>
    /// <exception cref="IllegalTransitionException">The event has no place in the state.</exception>
    public static LoopState Next(LoopState state, LoopEvent loopEvent, LoopState home, LoopState? behind) => (state, loopEvent) switch
    {
        (LoopState.Bootstrap, LoopEvent.ModelServes) => LoopState.Serving,
        (LoopState.Bootstrap, LoopEvent.NothingToServe) => home,

        (LoopState.Collecting or LoopState.Serving or LoopState.Fallback, LoopEvent.AliasesChanged) => home,
        (LoopState.Collecting or LoopState.Serving or LoopState.Fallback, LoopEvent.TrainingDue) => LoopState.Training,
        (LoopState.Training, LoopEvent.TrainingDone) => LoopState.OfflineGate,
        (LoopState.Training, LoopEvent.TrainingFailed) => LoopState.Failed,

        (LoopState.OfflineGate, LoopEvent.GatePassed) => LoopState.Shadow,
        (LoopState.OfflineGate, LoopEvent.GateFailed) => home,
        (LoopState.Shadow, LoopEvent.EvidenceEnough) => LoopState.LiveGate,
        (LoopState.Shadow or LoopState.LiveGate, LoopEvent.GateFailed) => home,
        (LoopState.LiveGate, LoopEvent.GatePassed) => LoopState.Promoting,
        (LoopState.LiveGate, LoopEvent.GateUndecided) => LoopState.Shadow,
        (LoopState.Promoting, LoopEvent.Promoted) => LoopState.Serving,
        (LoopState.Promoting, LoopEvent.GateFailed) => home,

        (LoopState.Serving or LoopState.Training or LoopState.OfflineGate or LoopState.Shadow or LoopState.LiveGate or LoopState.Failed, LoopEvent.ChampionDegraded) => LoopState.Degraded,
        (LoopState.Degraded, LoopEvent.RollBackBegins) => LoopState.RollingBack,
        (LoopState.RollingBack, LoopEvent.RolledBack) => behind ?? home,

        (LoopState.Bootstrap or LoopState.Training or LoopState.OfflineGate or LoopState.Shadow or LoopState.LiveGate or LoopState.Promoting or LoopState.RollingBack, LoopEvent.ActionFailed) => LoopState.Failed,
        (LoopState.Failed, LoopEvent.RetryDue) => behind ?? home,
        (LoopState.Failed, LoopEvent.GivenUp) => home,

        (LoopState.Collecting or LoopState.Serving or LoopState.Fallback, LoopEvent.OperatorShadows) => LoopState.Shadow,
        (LoopState.Collecting or LoopState.Serving or LoopState.Fallback or LoopState.Shadow or LoopState.LiveGate, LoopEvent.OperatorPromotes) => LoopState.Promoting,
        (LoopState.OfflineGate or LoopState.Shadow or LoopState.LiveGate, LoopEvent.OperatorRejects) => home,
        (LoopState.Serving or LoopState.Training or LoopState.OfflineGate or LoopState.Shadow or LoopState.LiveGate or LoopState.Failed, LoopEvent.OperatorRollsBack) => LoopState.RollingBack,
        (LoopState.Collecting or LoopState.Serving or LoopState.Fallback or LoopState.Training or LoopState.OfflineGate or LoopState.Shadow or LoopState.LiveGate or LoopState.Failed, LoopEvent.OperatorPauses) => LoopState.Paused,
        (LoopState.Paused, LoopEvent.OperatorResumes) => behind ?? home,

        _ => throw new IllegalTransitionException(state, loopEvent),
    };

    /// <summary>The loop rests here: nothing is on its way.</summary>
    public static bool IsHome(LoopState state) => state is LoopState.Collecting or LoopState.Serving or LoopState.Fallback;

    /// <summary>The transition interrupts what the loop was at, which it returns to afterwards.</summary>
    public static bool Interrupts(LoopState state, LoopEvent loopEvent) => loopEvent switch
    {
        LoopEvent.OperatorPauses or LoopEvent.TrainingFailed or LoopEvent.ActionFailed => true,
        LoopEvent.ChampionDegraded or LoopEvent.OperatorRollsBack => state is not LoopState.Serving,
        _ => false,
    };

    /// <summary>The transition returns to what was interrupted, or forgets it.</summary>
    public static bool Returns(LoopEvent loopEvent) =>
        loopEvent is LoopEvent.OperatorResumes or LoopEvent.RetryDue or LoopEvent.RolledBack or LoopEvent.GivenUp;
}
