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
        // All that happens at the open comes before all that happens inside, so that money and reports go in time order.
        for (var i = 0; i < view.Working.Count; i++)
        {
            if (view.Working[i].Arrival <= open) AtOpen(view, view.Working[i], in market, open);
        }

        for (var i = 0; i < view.Working.Count; i++)
        {
            if (view.Working[i].Arrival <= open && !view.Working[i].Done) Inside(view, view.Working[i], in market);
        }

        Exchange.Sweep(view);
    }

    private void AtOpen(MarketView view, SimulatedOrder order, in MarketEvent market, Timestamp open)
    {
        if (order.Untriggered)
        {
            if (!Triggered(order, market.A)) return;
            Wake(order, open);
        }

        if (order.Intent.Type == OrderType.Market)
        {
            Take(view, order, pessimistic ? Worst(order, in market) : market.A, order.Remaining, open);
        }
        else if (order.IsNew)
        {
            order.IsNew = false;
            var crosses = Through(order, market.A);
            if (order.Intent.TimeInForce == TimeInForce.PostOnly)
            {
                if (crosses && view.Last > 0 && Acceptable(order, view.Last)) Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.PostOnlyWouldTake, open);
            }
            else if (crosses)
            {
                Take(view, order, pessimistic ? Worst(order, in market) : market.A, order.Remaining, open);
            }

            EndRemainder(order, open);
        }
    }

    private void Inside(MarketView view, SimulatedOrder order, in MarketEvent market)
    {
        if (order.Untriggered)
        {
            if (!Triggered(order, order.Intent.Trigger == TriggerKind.RisesTo ? market.B : market.C)) return;
            // The trigger price was passed somewhere inside; a limit order works from the next bar on.
            Wake(order, market.ExchangeTime);
            if (order.Intent.Type == OrderType.Market) Take(view, order, pessimistic ? Worst(order, in market) : order.Intent.TriggerPrice.Raw, order.Remaining, market.ExchangeTime);
        }
        else if (Through(order, order.IsBuy ? market.C : market.B))
        {
            Exchange.Fill(view, order, order.Intent.Price.Raw, order.Remaining, Liquidity.Maker, market.ExchangeTime);
        }
    }

    private static long Worst(SimulatedOrder order, in MarketEvent market) => order.IsBuy ? market.B : market.C;
}
