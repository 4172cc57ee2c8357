using Ats.Domain;

namespace Ats.Simulation;

/// <summary>Fills from best quotes (and trades, where the tape has them); see <see cref="FillModels"/> for what it assumes.</summary>
internal sealed class QuoteFillModel(SimulatedExchange exchange, SlippageModel slippage) : FillModel(exchange, slippage)
{
    public override void OnArrival(MarketView view, SimulatedOrder order) => TryTake(view, order, order.Arrival);

    public override void Match(MarketView view, in MarketEvent market)
    {
        if (market.Kind != MarketEventKind.Trade) return;
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            if (order.Arrival > market.ExchangeTime || order.Untriggered || order.Intent.Type == OrderType.Market || !Through(order, market.A)) continue;
            Exchange.Fill(view, order, order.Intent.Price.Raw, new Quantity(Math.Min(order.Remaining.Raw, market.B)), Liquidity.Maker, market.ExchangeTime);
        }

        Exchange.Sweep(view);
    }

    public override void AfterUpdate(MarketView view, in MarketEvent market)
    {
        if (market.Kind is not (MarketEventKind.Quote or MarketEventKind.Trade)) return;
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            if (order.Arrival > market.ExchangeTime) continue;
            if (order.Untriggered)
            {
                var price = view.Last > 0 ? view.Last : view.Value;
                if (price <= 0 || !Triggered(order, price)) continue;
                Wake(order, market.ExchangeTime);
                TryTake(view, order, market.ExchangeTime);
            }
            else if (order.Intent.Type == OrderType.Market)
            {
                TryTake(view, order, market.ExchangeTime);
            }
            else if (Opposite(view, order) is var opposite && opposite > 0 && Acceptable(order, opposite))
            {
                Exchange.Fill(view, order, order.Intent.Price.Raw, order.Remaining, Liquidity.Maker, market.ExchangeTime);
            }
        }

        Exchange.Sweep(view);
    }

    private static long Opposite(MarketView view, SimulatedOrder order) => order.IsBuy ? view.Ask : view.Bid;

    private void TryTake(MarketView view, SimulatedOrder order, Timestamp time)
    {
        var best = Opposite(view, order);
        if (best <= 0)
        {
            // No quote yet: a market order waits for the first.
            if (order.Intent.Type == OrderType.Limit) EndRemainder(order, time);
            return;
        }

        if (!Acceptable(order, best))
        {
            EndRemainder(order, time);
            return;
        }

        if (order.Intent.TimeInForce == TimeInForce.PostOnly)
        {
            Exchange.Finish(order, OrderEventKind.Cancelled, OrderRejectReason.PostOnlyWouldTake, time);
            return;
        }

        var price = best + Impact(view, order);
        if (!Acceptable(order, price) && order.Intent.TimeInForce == TimeInForce.Fok) EndRemainder(order, time);
        else Take(view, order, Math.Max(price, view.Instrument.TickSize.Raw), order.Remaining, time);
    }

    /// <summary>
    /// How far the average price lies beyond the best quote: the n-th displayed quantity costs n - 1 ticks more than the first, whole ticks.
    /// </summary>
    private static long Impact(MarketView view, SimulatedOrder order)
    {
        var shown = order.IsBuy ? view.AskQuantity : view.BidQuantity;
        var ticks = shown > 0 ? (order.Remaining.Raw - 1) / shown / 2 : 0;
        return order.Intent.Side.Sign() * Math.Min(ticks, 10_000) * view.Instrument.TickSize.Raw;
    }
}
