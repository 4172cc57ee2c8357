using Ats.Domain;
using Ats.Engine.Orders;

namespace Ats.Engine;

/// <summary>From the bids and asks a quoting strategy wants resting to working orders kept in line with them.</summary>
internal sealed class QuotingDesk(OrderDesk orders, DecisionLog log, Clock clock)
{
    private readonly OrderDesk _orders = orders;
    private readonly DecisionLog _log = log;
    private readonly Clock _clock = clock;

    /// <summary>Asks a quoting strategy for its quotes and brings the working orders in line.</summary>
    public void Requote(ArmLeg leg, double bid, double ask)
    {
        var arm = leg.Arm;
        var sheet = arm.Sheet!;
        var unit = UnitQuantity(leg);
        sheet.Inventory = unit.IsZero ? 0 : leg.Held / unit.ToDouble();
        ((QuotingStrategy)arm.Strategy).OnPrices(bid, ask, _clock.Now, sheet);
        Keep(leg, Side.Buy, sheet.BidPrice, unit, sheet.Reason);
        Keep(leg, Side.Sell, sheet.AskPrice, unit, sheet.Reason);
    }

    private Quantity UnitQuantity(ArmLeg leg)
    {
        var mark = leg.Market.MarkPrice.ToDouble();
        var share = ((QuotingStrategy)leg.Arm.Strategy).UnitFraction;
        if (!(mark > 0)) return Quantity.Zero;
        var wish = leg.Wanted(share);
        var unit = leg.Rounded(wish);
        if (unit < leg.Instrument.MinQuantity && wish > 0)
        {
            var signal = new Signal(share);
            _log.Record(leg, in signal, unit, DecisionOutcome.TooSmall, Verdict.Approved, default, DecisionLog.TooSmall(leg, wish));
        }

        return unit;
    }

    /// <summary>Keeps at most one resting order on a side, at the wanted price, moving the one there is.</summary>
    private void Keep(ArmLeg leg, Side side, double wanted, Quantity unit, Reason reason)
    {
        Order? resting = null;
        foreach (var order in leg.Working)
        {
            // An operator's order is not a quote.
            if (order.Intent.Side == side && order.Intent.TimeInForce == TimeInForce.PostOnly) resting = order;
        }

        var price = double.IsNaN(wanted) || wanted <= 0 ? Price.Zero : ToTick(leg.Instrument, side, wanted);
        if (resting is not null && (resting.Intent.Price == price || resting.CancelRequested || resting.AmendRequested)) return;
        var quantity = SideQuantity(leg, side, unit);
        if (price == Price.Zero || quantity < leg.Instrument.MinQuantity || leg.IsTooSmallToSell(side, quantity))
        {
            if (resting is not null) _orders.RequestCancel(leg, resting);
            return;
        }

        var id = resting?.Id ?? new ClientOrderId(leg.Arm.Index, leg.Arm.NextIntent);
        var total = quantity + (resting?.Filled ?? Quantity.Zero);
        var intent = new OrderIntent(
            id, leg.InstrumentIndex, side, OrderType.Limit, TimeInForce.PostOnly, total, price, leg.Market.MarkPrice, _clock.Now);
        // A partly filled order is judged by its total, as the exchange is told: where that is denied, it is cancelled and comes anew.
        var verdict = _orders.Review(leg, in intent, out var approved);
        var signal = new Signal(side == Side.Buy ? 1 : -1);
        _log.Record(leg, in signal, new Quantity(side.Sign() * quantity.Raw), verdict.IsApproved ? DecisionOutcome.Ordered : DecisionOutcome.Denied, verdict, verdict.IsApproved ? intent.Id : default, reason);
        if (resting is null)
        {
            if (verdict.IsApproved) _orders.Submit(leg, in intent, in approved);
        }
        else if (verdict.IsApproved)
        {
            _orders.RequestAmend(leg, resting, in intent, in approved);
        }
        else
        {
            _orders.RequestCancel(leg, resting);
        }
    }

    /// <summary>One unit, but on spot never more than what is held when selling.</summary>
    private static Quantity SideQuantity(ArmLeg leg, Side side, Quantity unit) => side == Side.Sell && leg.Instrument.Kind == ContractKind.Spot
        ? leg.Instrument.RoundDown(new Quantity(Math.Min(unit.Raw, leg.Position.Quantity.Raw)))
        : unit;

    private static Price ToTick(Instrument instrument, Side side, double price) => side == Side.Buy
        ? instrument.FloorToTick(Price.FromDouble(price))
        : instrument.CeilToTick(Price.FromDouble(price));
}
