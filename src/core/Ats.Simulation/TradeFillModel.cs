using Ats.Domain;

namespace Ats.Simulation;

/// <summary>Fills from public trades; see <see cref="FillModels"/> for what it assumes.</summary>
internal sealed class TradeFillModel(SimulatedExchange exchange, SlippageModel slippage) : FillModel(exchange, slippage)
{
    public override void OnArrival(MarketView view, SimulatedOrder order) => Arrive(order, view.Last);

    public override void Match(MarketView view, in MarketEvent market)
    {
        if (market.Kind != MarketEventKind.Trade) return;
        var time = market.ExchangeTime;
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            if (order.Arrival > time) continue;
            if (order.Untriggered)
            {
                if (!Triggered(order, market.A)) continue;
                Wake(order, time);
                Arrive(order, market.A);
            }
            else if (order.Intent.Type == OrderType.Market)
            {
                Take(view, order, market.A, order.Remaining, time);
            }
            else
            {
                Meet(view, order, in market, time);
            }
        }

        Exchange.Sweep(view);
    }

    /// <summary>A limit order is a taker at the next trade when the last one was better than its price, or when it may not rest.</summary>
    private void Arrive(SimulatedOrder order, long last)
    {
        var crosses = last > 0 && Through(order, last);
        if (order.Intent.TimeInForce != TimeInForce.PostOnly) order.IsNew = crosses || order.Intent.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok;
        else if (crosses) Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.PostOnlyWouldTake, order.Arrival);
        else order.IsNew = false;
    }

    private void Meet(MarketView view, SimulatedOrder order, in MarketEvent market, Timestamp time)
    {
        var takes = order.IsNew;
        order.IsNew = false;
        var quantity = new Quantity(Math.Min(order.Remaining.Raw, market.B));
        if (!Through(order, market.A) || (order.Intent.TimeInForce == TimeInForce.Fok && quantity < order.Remaining)) EndRemainder(order, time);
        else if (takes) Take(view, order, market.A, quantity, time);
        else Exchange.Fill(view, order, order.Intent.Price.Raw, quantity, Liquidity.Maker, time);
    }
}
