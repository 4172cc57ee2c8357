using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>Changes to a living order; zero leaves a field as it is. Quantity is the new total, filled part included.</summary>
public readonly record struct OrderAmendment(long Id, Price Price, Quantity Quantity)
{
    /// <summary>New trigger of an order that still waits for it.</summary>
    public Price TriggerPrice { get; init; }
}
