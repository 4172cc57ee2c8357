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
            if (order.Untriggered || order.Intent.Type == OrderType.Market || !Through(order, market.A)) continue;
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
            if (order.Untriggered)
            {
                if (view.Last == 0 && view.Bid == 0) continue;
                var price = view.Last > 0 ? view.Last : view.Value;
                if (!Triggered(order, price, price)) continue;
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

    private static long Opposite(MarketView view, SimulatedOrder order) => order.Intent.Side == Side.Buy ? view.Ask : view.Bid;

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

        var shown = order.Intent.Side == Side.Buy ? view.AskQuantity : view.BidQuantity;
        var extraTicks = shown > 0 ? (order.Remaining.Raw - 1) / shown / 2 : 0;
        var impact = order.Intent.Side.Sign() * Math.Min(extraTicks, 10_000) * view.Instrument.TickSize.Raw;
        var price = Math.Max(view.Instrument.TickSize.Raw, Slip(view, order.Intent.Side, best + impact));
        if (!Acceptable(order, price)) price = order.Intent.Price.Raw;
        Exchange.Fill(view, order, price, order.Remaining, Liquidity.Taker, time);
        EndRemainder(order, time);
    }
}
