using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>A living order of the naive engine.</summary>
internal sealed class NaiveOrder
{
    public required NewOrder Order { get; set; }

    public required long Remaining { get; set; }

    /// <summary>Age: the order of acceptance.</summary>
    public required long Accepted { get; init; }

    /// <summary>Place in the queue of its price, or of its trigger.</summary>
    public long Priority { get; set; }

    public bool Untriggered { get; set; }

    public bool Resting { get; set; }

    public long Id => Order.Id;

    public int Owner => Order.Owner;

    public Side Side => Order.Side;

    public long Price => Order.Price.Raw;

    public long Filled => Order.Quantity.Raw - Remaining;

    public WorkingOrder ToWorkingOrder() => new(Order, new Quantity(Remaining), Untriggered);
}
