namespace Ats.Simulation.Matching;

/// <summary>One owner in the engine: signed position and the lists of its orders, oldest first (slot numbers, zero = none).</summary>
internal struct OwnerState
{
    public long Position;

    /// <summary>Position as a fill-or-kill rehearsal has moved it; counts while RehearsalNumber is that rehearsal's.</summary>
    public long Rehearsed;

    public int RehearsalNumber;

    public int FirstOrder;

    public int LastOrder;

    public int FirstReduceOnly;

    public int LastReduceOnly;

    /// <summary>Already on the list of owners whose reduce-only orders are to be fitted.</summary>
    public bool Moved;
}
