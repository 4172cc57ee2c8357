using Ats.Domain;

namespace Ats.Simulation;

/// <summary>Fills from public trades; see <see cref="FillModels"/> for what it assumes.</summary>
internal sealed class TradeFillModel(SimulatedExchange exchange, SlippageModel slippage) : FillModel(exchange, slippage)
{
    public override void OnArrival(MarketView view, SimulatedOrder order)
    {
        if (order.Intent.TimeInForce == TimeInForce.PostOnly && view.Last > 0 && Through(order, view.Last))
            Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.PostOnlyWouldTake, order.Arrival);
    }

    public override void Match(MarketView view, in MarketEvent market)
    {
        if (market.Kind != MarketEventKind.Trade) return;
        var time = market.ExchangeTime;
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            var at = time > order.Arrival ? time : order.Arrival;
            if (order.Untriggered)
            {
                if (!Triggered(order, market.A, market.A)) continue;
                Wake(order, at);
                continue;
            }

            if (order.Intent.Type == OrderType.Market)
            {
                Exchange.Fill(view, order, Slip(view, order.Intent.Side, market.A), order.Remaining, Liquidity.Taker, at);
                EndRemainder(order, at);
            }
            else if (Through(order, market.A))
            {
                Exchange.Fill(view, order, order.Intent.Price.Raw, new Quantity(Math.Min(order.Remaining.Raw, market.B)), Liquidity.Maker, at);
                EndRemainder(order, at);
            }
            else
            {
                EndRemainder(order, at);
            }
        }

        Exchange.Sweep(view);
    }
}
