using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>
/// An order for a matching engine. <see cref="Id"/> is chosen by the caller and unique among living orders; Price is the limit, for a market
/// order the worst price it may take (zero = any). A market order is always immediate-or-cancel, whatever its time in force says.
/// </summary>
public readonly record struct NewOrder(long Id, int Owner, Side Side, OrderType Type, TimeInForce TimeInForce, Quantity Quantity, Price Price)
{
    /// <summary>Cut to the owner's position, now and whenever the position shrinks.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Orders of one group (or one owner) are each other's self; zero = the owner alone.</summary>
    public int Group { get; init; }

    public SelfMatchPolicy SelfMatch { get; init; }

    public TriggerKind Trigger { get; init; }

    public Price TriggerPrice { get; init; }

    public TriggerSource TriggerBy { get; init; }
}
