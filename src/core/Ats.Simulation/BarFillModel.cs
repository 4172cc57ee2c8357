using Ats.Domain;

namespace Ats.Simulation;

/// <summary>Fills from bars; see <see cref="FillModels"/> for what it assumes.</summary>
internal sealed class BarFillModel(SimulatedExchange exchange, SlippageModel slippage, bool pessimistic) : FillModel(exchange, slippage)
{
    public override void OnArrival(MarketView view, SimulatedOrder order)
    {
        // Nothing can happen between bars: the order meets the next bar that opens at or after its arrival.
    }

    public override void Match(MarketView view, in MarketEvent market)
    {
        if (market.Kind != MarketEventKind.Bar) return;
        var open = new Timestamp(market.ExchangeTime.Nanoseconds - (market.IntervalMilliseconds * Timestamp.NanosecondsPerMillisecond));
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            if (order.Arrival > open) continue;
            if (order.Untriggered) MatchConditional(view, order, in market, open);
            else if (order.Intent.Type == OrderType.Market) Take(view, order, in market, pessimistic ? Worst(order, in market) : market.A, open);
            else MatchLimit(view, order, in market, open);
        }

        Exchange.Sweep(view);
    }

    private static long Worst(SimulatedOrder order, in MarketEvent market) => order.Intent.Side == Side.Buy ? market.B : market.C;

    private void Take(MarketView view, SimulatedOrder order, in MarketEvent market, long price, Timestamp time)
    {
        Exchange.Fill(view, order, Slip(view, order.Intent.Side, price), order.Remaining, Liquidity.Taker, time);
        EndRemainder(order, time);
    }

    private void MatchConditional(MarketView view, SimulatedOrder order, in MarketEvent market, Timestamp open)
    {
        if (!Triggered(order, market.C, market.B)) return;
        // The trigger price is reached somewhere inside; when the bar opens beyond it, the open is what there was.
        var beyond = Triggered(order, market.A, market.A);
        var time = beyond ? open : market.ExchangeTime;
        var price = beyond ? market.A : order.Intent.TriggerPrice.Raw;
        Wake(order, time);
        if (order.Intent.Type == OrderType.Market) Take(view, order, in market, pessimistic ? Worst(order, in market) : price, time);
    }

    private void MatchLimit(MarketView view, SimulatedOrder order, in MarketEvent market, Timestamp open)
    {
        var marketable = Acceptable(order, market.A);
        if (marketable && order.Intent.TimeInForce == TimeInForce.PostOnly && view.Last > 0 && Acceptable(order, view.Last) && order.QueueAhead == 0)
            Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.PostOnlyWouldTake, open);
        else if (marketable && !pessimistic && Through(order, market.A))
            Exchange.Fill(view, order, market.A, order.Remaining, order.QueueAhead == 0 ? Liquidity.Taker : Liquidity.Maker, open);
        else if (order.Intent.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
            EndRemainder(order, open);
        else if (Through(order, order.Intent.Side == Side.Buy ? market.C : market.B))
            Exchange.Fill(view, order, order.Intent.Price.Raw, order.Remaining, Liquidity.Maker, market.ExchangeTime);
        // From its second bar on the order has rested.
        order.QueueAhead = 1;
        if (!order.Done) EndRemainder(order, open);
    }
}
