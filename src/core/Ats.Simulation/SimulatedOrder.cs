using Ats.Domain;

namespace Ats.Simulation;

/// <summary>An order inside the simulated exchange; pooled.</summary>
internal sealed class SimulatedOrder
{
    public OrderIntent Intent;

    /// <summary>When it reached the market: its arrival, its triggering, or the amend that cost it its place.</summary>
    public Timestamp Arrival;

    public Quantity Remaining;

    /// <summary>Quantity that must trade at the order's price before it (book model).</summary>
    public long QueueAhead;

    /// <summary>Waiting for its trigger.</summary>
    public bool Untriggered;

    /// <summary>Not yet met by the market since it arrived: what it gets at once it takes, what comes later it makes.</summary>
    public bool IsNew;

    public bool Done;

    public bool IsBuy => Intent.Side == Side.Buy;

    /// <summary>Starts a life (or, after a trigger or an amend, a new place in the queue) at a moment.</summary>
    public void Join(Timestamp time)
    {
        Arrival = time;
        QueueAhead = 0;
        IsNew = true;
    }
}
