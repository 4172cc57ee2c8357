using Ats.Domain;

namespace Ats.Engine.Orders;

/// <summary>
/// The life of an order as one table: what each word from the exchange makes of each state. Anything else is a bug and throws.
/// Late words about a finished order (duplicates, a fill overtaking its cancel) leave it finished. Only evidence from the exchange
/// ends an order; <see cref="OrderEventKind.Lost"/> makes it Unknown, never closed.
/// </summary>
public static class OrderLifecycle
{
    public static bool IsFinal(OrderStatus status) => status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected;

    /// <param name="status">The state now.</param>
    /// <param name="kind">What the exchange says.</param>
    /// <param name="complete">For fills: nothing remains after it.</param>
    public static OrderStatus Next(OrderStatus status, OrderEventKind kind, bool complete) => (status, kind) switch
    {
        (OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected, _) => status,
        (_, OrderEventKind.Filled) => complete ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
        (_, OrderEventKind.Cancelled) => OrderStatus.Cancelled,
        (_, OrderEventKind.Lost) => OrderStatus.Unknown,
        (OrderStatus.PartiallyFilled, OrderEventKind.Accepted or OrderEventKind.Amended or OrderEventKind.AmendRejected or OrderEventKind.CancelRejected) => status,
        (OrderStatus.Submitted or OrderStatus.Unknown, OrderEventKind.Rejected) => OrderStatus.Rejected,
        (OrderStatus.Accepted or OrderStatus.Untriggered, OrderEventKind.Rejected) => OrderStatus.Rejected,
        (OrderStatus.Submitted or OrderStatus.Unknown or OrderStatus.Accepted, OrderEventKind.Accepted) => OrderStatus.Accepted,
        (OrderStatus.Untriggered, OrderEventKind.Accepted) => OrderStatus.Untriggered,
        (OrderStatus.Submitted or OrderStatus.Untriggered or OrderStatus.Unknown or OrderStatus.Accepted, OrderEventKind.Triggered) => OrderStatus.Accepted,
        (_, OrderEventKind.Amended or OrderEventKind.AmendRejected or OrderEventKind.CancelRejected) => status,
        _ => throw new InvalidOperationException($"An order in state {status} cannot take '{kind}'."),
    };
}
