using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>
/// Believes only the events: rebuilds orders, levels and positions from them, and objects to whatever breaks price-time priority, an order's
/// terms or the sums. Knows nothing of either engine's inside.
/// </summary>
internal sealed class MatchingWitness
{
    private readonly Dictionary<long, WitnessedOrder> _orders = [];
    private readonly Dictionary<(Side Side, long Price), long> _levels = [];
    private readonly Dictionary<int, long> _positions = [];
    private readonly HashSet<long> _halfFilled = [];
    private long _stamp;

    public HashSet<(MatchingEventKind Kind, OrderRejectReason Reason)> Seen { get; } = [];

    public void See(MatchingCommand command, ReadOnlySpan<MatchingEvent> events)
    {
        _halfFilled.Clear();
        if (command.Kind == MatchingCommandKind.SetPosition) _positions[command.Owner] = command.Position.Raw;
        foreach (ref readonly var e in events)
        {
            Seen.Add((e.Kind, e.Reason));
            See(command, e);
        }

        Assert.Empty(_halfFilled);
    }

    /// <summary>Holds the engine's own account of itself against what was told.</summary>
    public void Check(IMatchingEngine engine)
    {
        if (!engine.BestBid.Quantity.IsZero && !engine.BestAsk.Quantity.IsZero) Assert.True(engine.BestBid.Price < engine.BestAsk.Price);
        var standing = new List<WorkingOrder>();
        engine.CopyOrders(standing);
        Assert.Equal(_orders.Count, standing.Count);
        foreach (var order in standing)
        {
            var told = _orders[order.Order.Id];
            Assert.Equal((told.Price, told.Total, told.Remaining, told.Untriggered), (order.Order.Price.Raw, order.Order.Quantity.Raw, order.Remaining.Raw, order.IsUntriggered));
            if (order.Order.ReduceOnly && !order.IsUntriggered) Assert.True(told.Remaining <= Reducible(told));
        }

        foreach (var (owner, position) in _positions) Assert.Equal(position, engine.Position(owner).Raw);
        foreach (var side in (Side[])[Side.Buy, Side.Sell]) CheckLevels(engine, side);
    }

    private void CheckLevels(IMatchingEngine engine, Side side)
    {
        var levels = new BookLevel[1000];
        var depth = levels[..engine.Depth(side, levels)].Select(l => (l.Price.Raw, l.Quantity.Raw)).ToList();
        var sorted = side == Side.Buy ? depth.OrderByDescending(l => l.Item1) : depth.OrderBy(l => l.Item1);
        Assert.Equal(sorted, depth);
        Assert.Equal(_levels.Where(l => l.Key.Side == side).Select(l => (l.Key.Price, l.Value)).Order(), depth.Order());
        var sums = _orders.Values.Where(o => !o.Untriggered && o.Order.Side == side).GroupBy(o => o.Price).Select(g => (g.Key, g.Sum(o => o.Remaining)));
        Assert.Equal(sums.Order(), depth.Order());
    }

    private void See(MatchingCommand command, in MatchingEvent e)
    {
        switch (e.Kind)
        {
            case MatchingEventKind.Accepted:
                _orders[e.OrderId] = new WitnessedOrder(command.Order)
                {
                    Price = e.Price.Raw,
                    Total = e.Quantity.Raw,
                    Remaining = e.Remaining.Raw,
                    Stamp = ++_stamp,
                    Untriggered = command.Order.Trigger != TriggerKind.None,
                };
                break;
            case MatchingEventKind.Trade:
                SeeTrade(e);
                break;
            case MatchingEventKind.Cancelled:
                Assert.DoesNotContain(e.OrderId, _halfFilled);
                Assert.Equal(_orders[e.OrderId].Remaining, e.Remaining.Raw);
                _orders.Remove(e.OrderId);
                break;
            case MatchingEventKind.Amended:
                SeeAmendment(_orders[e.OrderId], e);
                break;
            case MatchingEventKind.Triggered:
                _orders[e.OrderId].Untriggered = false;
                _orders[e.OrderId].Stamp = ++_stamp;
                break;
            case MatchingEventKind.Level when e.Quantity.IsZero:
                Assert.True(_levels.Remove((e.Side, e.Price.Raw)));
                break;
            case MatchingEventKind.Level:
                Assert.NotEqual(e.Quantity.Raw, _levels.GetValueOrDefault((e.Side, e.Price.Raw)));
                _levels[(e.Side, e.Price.Raw)] = e.Quantity.Raw;
                break;
            default:
                Assert.Equal(OrderRejectReason.None == e.Reason, e.Kind is not (MatchingEventKind.Rejected or MatchingEventKind.Refused));
                break;
        }
    }

    private void SeeAmendment(WitnessedOrder order, in MatchingEvent e)
    {
        if (order.Price != e.Price.Raw || e.Remaining.Raw > order.Remaining) order.Stamp = ++_stamp;
        Assert.Equal(order.Total - order.Remaining, e.Quantity.Raw - e.Remaining.Raw);
        (order.Price, order.Total, order.Remaining) = (e.Price.Raw, e.Quantity.Raw, e.Remaining.Raw);
    }

    private void SeeTrade(in MatchingEvent e)
    {
        var (taker, maker) = (_orders[e.OrderId], _orders[e.MakerId]);
        var (side, price) = (taker.Order.Side, maker.Price);
        Assert.Equal((price, side, side.Opposite()), (e.Price.Raw, e.Side, maker.Order.Side));
        Assert.True(taker.Price == 0 || (side == Side.Buy ? price <= taker.Price : price >= taker.Price));
        Assert.NotEqual(TimeInForce.PostOnly, Life(taker));
        if (taker.Order.SelfMatch != SelfMatchPolicy.None)
        {
            Assert.NotEqual(taker.Order.Owner, maker.Order.Owner);
            Assert.False(taker.Order.Group != 0 && taker.Order.Group == maker.Order.Group);
        }

        foreach (var other in _orders.Values)
        {
            if (other == taker || other == maker || other.Untriggered || other.Order.Side == side) continue;
            Assert.True(side == Side.Buy ? other.Price >= price : other.Price <= price);
            Assert.True(other.Price != price || other.Stamp > maker.Stamp);
        }

        foreach (var order in (WitnessedOrder[])[taker, maker])
        {
            if (order.Order.ReduceOnly && taker.Order.Owner != maker.Order.Owner) Assert.True(e.Quantity.Raw <= Reducible(order));
        }

        foreach (var order in (WitnessedOrder[])[taker, maker])
        {
            order.Remaining -= e.Quantity.Raw;
            _positions[order.Order.Owner] = _positions.GetValueOrDefault(order.Order.Owner) + (order.Order.Side.Sign() * e.Quantity.Raw);
            if (order.Remaining == 0) _orders.Remove(order.Order.Id);
        }

        Assert.Equal((taker.Remaining, maker.Remaining), (e.Remaining.Raw, e.MakerRemaining.Raw));
        if (taker.Remaining == 0) _halfFilled.Remove(e.OrderId);
        else if (Life(taker) == TimeInForce.Fok) _halfFilled.Add(e.OrderId);
    }

    private long Reducible(WitnessedOrder order) => Math.Max(0, -order.Order.Side.Sign() * _positions.GetValueOrDefault(order.Order.Owner));

    private static TimeInForce Life(WitnessedOrder order) => order.Order.Type == OrderType.Market ? TimeInForce.Ioc : order.Order.TimeInForce;
}
