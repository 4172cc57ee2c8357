using Ats.Domain;

namespace Ats.Simulation;

/// <summary>An order inside the simulated exchange; pooled.</summary>
internal sealed class SimulatedOrder
{
    public OrderIntent Intent;

    public Timestamp Arrival;

    public Quantity Remaining;

    /// <summary>Quantity that must trade at the order's price before it (book model).</summary>
    public long QueueAhead;

    /// <summary>Waiting for its trigger.</summary>
    public bool Untriggered;

    public bool Done;
}
