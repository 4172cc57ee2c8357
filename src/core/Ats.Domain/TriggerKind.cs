namespace Ats.Domain;

/// <summary>When a conditional order wakes. Stop and take-profit differ only in the direction the price must travel.</summary>
public enum TriggerKind : byte
{
    None,

    /// <summary>Wakes when the price rises to or above the trigger.</summary>
    RisesTo,

    /// <summary>Wakes when the price falls to or below the trigger.</summary>
    FallsTo,
}
