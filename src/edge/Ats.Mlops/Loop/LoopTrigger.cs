namespace Ats.Mlops.Loop;

/// <summary>Why a model is trained.</summary>
public enum LoopTrigger
{
    /// <summary>There is none.</summary>
    First,
    Schedule,
    Drift,

    /// <summary>The 90 % intervals were off by more than is allowed.</summary>
    Coverage,

    /// <summary>The champion is old: a successor need only be not inferior.</summary>
    Age,
    Operator,
}
