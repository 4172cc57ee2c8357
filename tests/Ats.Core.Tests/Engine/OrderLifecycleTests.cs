using Ats.Domain;
using Ats.Engine.Orders;

namespace Ats.Core.Tests.Engine;

public sealed class OrderLifecycleTests
{
    [Fact]
    public void Final_states_stay_final_whatever_is_said()
    {
        foreach (var status in new[] { OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected })
        {
            foreach (var kind in Enum.GetValues<OrderEventKind>()) Assert.Equal(status, OrderLifecycle.Next(status, kind, true));
        }
    }

    [Fact]
    public void A_lost_order_is_unknown_and_only_evidence_settles_it()
    {
        var status = OrderLifecycle.Next(OrderStatus.Submitted, OrderEventKind.Lost, false);
        Assert.Equal(OrderStatus.Unknown, status);
        Assert.False(OrderLifecycle.IsFinal(status));
        Assert.Equal(OrderStatus.Accepted, OrderLifecycle.Next(status, OrderEventKind.Accepted, false));
        Assert.Equal(OrderStatus.Filled, OrderLifecycle.Next(status, OrderEventKind.Filled, true));
        Assert.Equal(OrderStatus.Rejected, OrderLifecycle.Next(status, OrderEventKind.Rejected, false));
    }

    [Fact]
    public void What_cannot_be_throws() =>
        Assert.Throws<InvalidOperationException>(() => OrderLifecycle.Next(OrderStatus.PartiallyFilled, OrderEventKind.Rejected, false));
}
