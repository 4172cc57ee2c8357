namespace Ats.Mlops.Loop;

/// <summary>Where the autonomous loop stands.</summary>
public enum LoopState
{
    /// <summary>Finds out what can be served.</summary>
    Bootstrap,

    /// <summary>No model yet: data is gathered, the random walk is served.</summary>
    Collecting,
    Training,
    OfflineGate,

    /// <summary>The candidate steps on the same rows as the champion and is scored, not served.</summary>
    Shadow,
    LiveGate,
    Promoting,
    Serving,

    /// <summary>The champion fails; the standby serves already.</summary>
    Degraded,
    RollingBack,

    /// <summary>A champion was lost and there is none to return to: the random walk is served.</summary>
    Fallback,

    /// <summary>By the operator: serving goes on, nothing else does.</summary>
    Paused,

    /// <summary>Something went wrong; tried again after a while.</summary>
    Failed,
}
