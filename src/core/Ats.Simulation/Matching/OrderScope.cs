namespace Ats.Simulation.Matching;

/// <summary>Which of an owner's orders a cancel-all means.</summary>
public enum OrderScope : byte
{
    All,

    /// <summary>Orders in the book.</summary>
    Resting,

    /// <summary>Conditional orders that still wait for their trigger.</summary>
    Untriggered,
}
