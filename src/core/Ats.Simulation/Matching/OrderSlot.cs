using System.Runtime.InteropServices;
using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>A living order in the pool: one cache line. Links are slot numbers, zero = none.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct OrderSlot
{
    public long Id;

    /// <summary>Limit in ticks; zero = none (market orders).</summary>
    public long Tick;

    public long Remaining;

    public long Filled;

    /// <summary>Neighbours in the queue of the price; Next also chains free slots.</summary>
    public int Previous;

    public int Next;

    /// <summary>Neighbours among the owner's orders, by age.</summary>
    public int OwnerPrevious;

    public int OwnerNext;

    public int Owner;

    public int Group;

    public Side Side;

    public OrderType Type;

    public TimeInForce TimeInForce;

    public SelfMatchPolicy SelfMatch;

    public bool ReduceOnly;

    /// <summary>Came with a trigger, which its extra keeps.</summary>
    public bool Conditional;

    public bool Untriggered;

    public bool Resting;
}
