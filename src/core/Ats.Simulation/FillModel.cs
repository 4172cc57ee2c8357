using Ats.Domain;

namespace Ats.Simulation;

/// <summary>Decides what orders get. Subclasses say how for one kind of data; triggers, time in force and post-only are common.</summary>
internal abstract class FillModel(SimulatedExchange exchange, SlippageModel slippage)
{
    protected SimulatedExchange Exchange { get; } = exchange;

    public virtual bool UsesBook => false;

    /// <summary>An order that is live reaches the exchange, or comes anew after its trigger or an amend; the view is the market before the next event.</summary>
    public abstract void OnArrival(MarketView view, SimulatedOrder order);

    /// <summary>A market event meets the working orders, before it updates the view.</summary>
    public virtual void Match(MarketView view, in MarketEvent market)
    {
    }

    /// <summary>The view now includes the event.</summary>
    public virtual void AfterUpdate(MarketView view, in MarketEvent market)
    {
    }

    /// <summary>True when a price on this side is at least as good for the order as its limit.</summary>
    protected static bool Acceptable(SimulatedOrder order, long priceRaw) =>
        order.Intent.Type == OrderType.Market || (order.IsBuy ? priceRaw <= order.Intent.Price.Raw : priceRaw >= order.Intent.Price.Raw);

    protected static bool Through(SimulatedOrder order, long priceRaw) =>
        order.IsBuy ? priceRaw < order.Intent.Price.Raw : priceRaw > order.Intent.Price.Raw;

    protected static bool Triggered(SimulatedOrder order, long priceRaw) =>
        order.Intent.Trigger == TriggerKind.RisesTo ? priceRaw >= order.Intent.TriggerPrice.Raw : priceRaw <= order.Intent.TriggerPrice.Raw;

    protected void Wake(SimulatedOrder order, Timestamp time)
    {
        order.Untriggered = false;
        order.Join(time);
        Exchange.Report(new OrderEvent(OrderEventKind.Triggered, order.Intent.Id, order.Intent.Instrument, time, Exchange.Back(time)));
    }

    /// <summary>A taker's price with slippage against it, rounded to the tick away from it, never beyond its limit.</summary>
    protected long TakerPrice(MarketView view, SimulatedOrder order, long priceRaw)
    {
        if (slippage.Bps == 0) return priceRaw;
        var slipped = new Price((long)Math.Round(priceRaw * (1 + (order.Intent.Side.Sign() * slippage.Bps / 10_000))));
        var price = (order.IsBuy ? view.Instrument.CeilToTick(slipped) : view.Instrument.FloorToTick(slipped)).Raw;
        price = Math.Max(price, view.Instrument.TickSize.Raw);
        return Acceptable(order, price) ? price : order.Intent.Price.Raw;
    }

    /// <summary>Takes a quantity at a price, with slippage; what remains of an order that may not rest is cancelled.</summary>
    protected void Take(MarketView view, SimulatedOrder order, long priceRaw, Quantity quantity, Timestamp time)
    {
        var within = Acceptable(order, priceRaw) ? priceRaw : order.Intent.Price.Raw;
        Exchange.Fill(view, order, TakerPrice(view, order, within), quantity, Liquidity.Taker, time);
        EndRemainder(order, time);
    }

    /// <summary>What remains of an order that may not rest.</summary>
    protected void EndRemainder(SimulatedOrder order, Timestamp time)
    {
        if (order.Done) return;
        if (order.Intent.Type == OrderType.Market) Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.NoLiquidity, time);
        else if (order.Intent.TimeInForce == TimeInForce.Fok) Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.FillOrKillNotFilled, time);
        else if (order.Intent.TimeInForce == TimeInForce.Ioc) Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.ImmediateRemainder, time);
    }
}
