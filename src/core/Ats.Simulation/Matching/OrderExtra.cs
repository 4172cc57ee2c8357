using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>What only conditional and reduce-only orders need, kept out of the hot slots.</summary>
internal struct OrderExtra
{
    public long TriggerPrice;

    /// <summary>Place among equal triggers.</summary>
    public long TriggerPriority;

    /// <summary>Neighbours among the owner's reduce-only orders, by age.</summary>
    public int ReducePrevious;

    public int ReduceNext;

    public TriggerKind Trigger;

    public TriggerSource TriggerBy;
}
