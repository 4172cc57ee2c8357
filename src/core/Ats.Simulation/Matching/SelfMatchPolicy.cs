namespace Ats.Simulation.Matching;

/// <summary>What happens when an incoming order meets one of its own group; the incoming order's policy decides, a resting one's is void.</summary>
public enum SelfMatchPolicy : byte
{
    /// <summary>They trade with each other.</summary>
    None,

    /// <summary>The rest of the incoming order is cancelled.</summary>
    CancelTaker,

    /// <summary>The resting order is cancelled and matching goes on.</summary>
    CancelMaker,

    /// <summary>Both are cancelled.</summary>
    CancelBoth,
}
