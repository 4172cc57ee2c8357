namespace Ats.Mlops.Loop;

/// <summary>What moves the loop.</summary>
public enum LoopEvent
{
    ModelServes,
    NothingToServe,

    /// <summary>Another process changed who plays which part.</summary>
    AliasesChanged,
    TrainingDue,
    TrainingDone,
    TrainingFailed,
    GatePassed,
    GateFailed,
    GateUndecided,
    EvidenceEnough,
    Promoted,
    ChampionDegraded,
    RollBackBegins,
    RolledBack,
    ActionFailed,
    RetryDue,
    GivenUp,
    OperatorShadows,
    OperatorPromotes,
    OperatorRejects,
    OperatorRollsBack,
    OperatorPauses,
    OperatorResumes,
}
