using Ats.Forecasting.Gates;

namespace Ats.Mlops.Loop;

/// <summary>All the loop remembers; kept on disk with every transition.</summary>
public sealed record LoopStatus
{
    public required string Symbol { get; init; }

    public LoopState State { get; init; } = LoopState.Bootstrap;

    /// <summary>UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Transitions so far: the number of the audit's line.</summary>
    public long Sequence { get; init; }

    /// <summary>Why it stands where it stands, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What was interrupted, outermost first.</summary>
    public IReadOnlyList<LoopState> Behind { get; init; } = [];

    /// <summary>Version on its way through the gates.</summary>
    public string? Candidate { get; init; }

    /// <summary>Version being rolled back from.</summary>
    public string? Failing { get; init; }

    public string? RunId { get; init; }

    public LoopTrigger? Trigger { get; init; }

    /// <summary>When the last training was begun.</summary>
    public DateTimeOffset? TrainedAt { get; init; }

    public DateTimeOffset? ShadowSince { get; init; }

    /// <summary>What the live gate's looks at this candidate have cost.</summary>
    public LiveGateState Gate { get; init; } = LiveGateState.Start;

    /// <summary>Failures in a row.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>A model has served before.</summary>
    public bool HasServed { get; init; }
}
