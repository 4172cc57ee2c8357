using Ats.Domain;

namespace Ats.Simulation;

/// <summary>Fills from the recorded L2 book with queue position; see <see cref="FillModels"/> for what it assumes.</summary>
internal sealed class BookFillModel(SimulatedExchange exchange, SlippageModel slippage) : FillModel(exchange, slippage)
{
    public override bool UsesBook => true;

    public override void OnArrival(MarketView view, SimulatedOrder order)
    {
        Walk(view, order, order.Arrival);
        if (order.Done || order.Intent.Type == OrderType.Market) return;
        order.QueueAhead = view.Book.QuantityAt(order.Intent.Side, order.Intent.Price).Raw;
        order.IsNew = Crosses(view, order);
    }

    public override void Match(MarketView view, in MarketEvent market)
    {
        if (market.Kind != MarketEventKind.Trade) return;
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            if (order.Arrival > market.ExchangeTime || order.Untriggered || order.Intent.Type == OrderType.Market) continue;
            if (Through(order, market.A)) Make(view, order, new Quantity(Math.Min(order.Remaining.Raw, market.B)), market.ExchangeTime);
            else if (market.A == order.Intent.Price.Raw && market.TakerSide != order.Intent.Side) Eat(view, order, in market);
        }

        Exchange.Sweep(view);
    }

    public override void AfterUpdate(MarketView view, in MarketEvent market)
    {
        if (market.Kind == MarketEventKind.BookLevel && (market.Flags & MarketEventFlags.Last) == 0) return;
        if (market.Kind is not (MarketEventKind.BookLevel or MarketEventKind.Trade)) return;
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            if (order.Arrival > market.ExchangeTime) continue;
            if (order.Untriggered) TryWake(view, order, market.ExchangeTime);
            else if (order.Intent.Type == OrderType.Market) Walk(view, order, market.ExchangeTime);
            else Follow(view, order, market.ExchangeTime);
        }

        Exchange.Sweep(view);
    }

    private void TryWake(MarketView view, SimulatedOrder order, Timestamp time)
    {
        var price = view.Last > 0 ? view.Last : view.Value;
        if (price <= 0 || !Triggered(order, price)) return;
        Wake(order, time);
        OnArrival(view, order);
    }

    private void Eat(MarketView view, SimulatedOrder order, in MarketEvent market)
    {
        var left = market.B - order.QueueAhead;
        order.QueueAhead = Math.Max(0, -left);
        if (left > 0) Make(view, order, new Quantity(Math.Min(order.Remaining.Raw, left)), market.ExchangeTime);
    }

    /// <summary>A resting order after a book change: the level may have shrunk below the queue, or the other side crossed.</summary>
    private void Follow(MarketView view, SimulatedOrder order, Timestamp time)
    {
        if (Crosses(view, order))
        {
            // What stands there since the order arrived it has taken already: it waits for the side to cross anew.
            if (!order.IsNew) Make(view, order, order.Remaining, time);
            return;
        }

        order.IsNew = false;
        var level = view.Book.QuantityAt(order.Intent.Side, order.Intent.Price).Raw;
        if (level < order.QueueAhead) order.QueueAhead = level;
    }

    private static bool Crosses(MarketView view, SimulatedOrder order) =>
        (order.IsBuy ? view.Ask : view.Bid) is var opposite && opposite > 0 && Acceptable(order, opposite);

    private void Make(MarketView view, SimulatedOrder order, Quantity quantity, Timestamp time) =>
        Exchange.Fill(view, order, order.Intent.Price.Raw, quantity, Liquidity.Maker, time);

    /// <summary>Takes from the opposite side level by level.</summary>
    private void Walk(MarketView view, SimulatedOrder order, Timestamp time)
    {
        var opposite = order.Intent.Side.Opposite();
        var depth = view.Book.Depth(opposite);
        if (depth == 0)
        {
            // No book yet: a market order waits for the first snapshot.
            if (order.Intent.Type == OrderType.Limit) EndRemainder(order, time);
            return;
        }

        var best = view.Book.Level(opposite, 0).Price.Raw;
        if (order.Intent.TimeInForce == TimeInForce.PostOnly)
        {
            if (Acceptable(order, best)) Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.PostOnlyWouldTake, time);
            return;
        }

        if (order.Intent.TimeInForce == TimeInForce.Fok && !FillsWhole(view, order, opposite, depth))
        {
            EndRemainder(order, time);
            return;
        }

        for (var n = 0; n < depth && !order.Done; n++)
        {
            var level = view.Book.Level(opposite, n);
            if (!Acceptable(order, level.Price.Raw)) break;
            Exchange.Fill(view, order, TakerPrice(view, order, level.Price.Raw), new Quantity(Math.Min(order.Remaining.Raw, level.Quantity.Raw)), Liquidity.Taker, time);
        }

        EndRemainder(order, time);
    }

    /// <summary>The book within the limit holds all of it and the account can pay for it at the last level's price.</summary>
    private bool FillsWhole(MarketView view, SimulatedOrder order, Side opposite, int depth)
    {
        var sum = 0L;
        for (var n = 0; n < depth; n++)
        {
            var level = view.Book.Level(opposite, n);
            if (!Acceptable(order, level.Price.Raw)) return false;
            sum += level.Quantity.Raw;
            if (sum >= order.Remaining.Raw) return Exchange.CanHave(view, order, TakerPrice(view, order, level.Price.Raw), order.Remaining);
        }

        return false;
    }
}
