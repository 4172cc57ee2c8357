using Ats.Domain;
using Ats.Engine.Ledger;
using Ats.Engine.Orders;

namespace Ats.Engine;

/// <summary>Books executions and funding to an arm: position, ledger, round trips, journal.</summary>
internal sealed class FillDesk(IJournal journal)
{
    private readonly bool _logsFills = journal.Kinds.HasFlag(JournalKind.Fill);
    private readonly bool _logsTrips = journal.Kinds.HasFlag(JournalKind.RoundTrip);

    /// <summary>Books a fill; one that crosses zero is booked as its closing and its opening part.</summary>
    public void Book(ArmLeg leg, Order? order, long sequence, in OrderEvent fill)
    {
        var side = order?.Intent.Side ?? SideOfForced(leg, in fill);
        var held = leg.Position.Quantity.Raw;
        var signed = side == Side.Buy ? fill.Quantity.Raw : -fill.Quantity.Raw;
        var realized = 0m;
        var booked = fill.Quantity;
        var paid = fill.Fee;
        if (leg.Instrument.FeesInReceived && fill.Fee != 0 && (side == Side.Buy) == (fill.Fee > 0))
        {
            // The exchange kept the fee out of the coins (or, a rebate, added to them): as if so many fewer had been traded, and their worth paid.
            booked = NetOfFee(leg, side, in fill);
            paid = side.Sign() * (FixedPoint.Notional(fill.Price, fill.Quantity) - FixedPoint.Notional(fill.Price, booked));
            if (side == Side.Buy && leg.Target.Raw > 0) leg.Target = new Quantity(Math.Max(0, leg.Target.Raw - (fill.Quantity - booked).Raw));
            realized = Apply(leg, sequence, in fill, side, booked, paid, fill.Quantity.ToDecimal() - Math.Abs(fill.Fee));
        }
        else if (held != 0 && held > 0 != signed > 0 && Math.Abs(signed) > Math.Abs(held))
        {
            var closing = new Quantity(Math.Abs(held));
            var opening = new Quantity(Math.Abs(signed) - Math.Abs(held));
            var closingFee = decimal.Round(fill.Fee * closing.ToDecimal() / fill.Quantity.ToDecimal(), 12);
            realized = Apply(leg, sequence, in fill, side, closing, closingFee, closing.ToDecimal());
            Apply(leg, sequence, in fill, side, opening, fill.Fee - closingFee, opening.ToDecimal());
        }
        else
        {
            realized = Apply(leg, sequence, in fill, side, fill.Quantity, fill.Fee, fill.Quantity.ToDecimal());
        }

        var arm = leg.Arm;
        arm.FillCount++;
        arm.RealizedPnl += realized;
        if (arm.KeepsRisk) arm.Risk.Statistics.Filled(side, fill.Price, order?.Intent.DecisionPrice ?? Price.Zero);
        var mark = leg.Market.Mark;
        leg.Refresh(new Price(mark > 0 ? mark : fill.Price.Raw).ToDouble());
        if (_logsFills)
        {
            journal.Fill(new Fill(
                sequence, arm.Index, leg.InstrumentIndex, fill.Order, fill.ExchangeTime, fill.ReceiveTime, side, fill.Price, booked, paid, fill.Liquidity,
                order?.Intent.DecisionPrice ?? fill.Price, realized));
        }
    }

    public void BookFunding(ArmLeg leg, long sequence, in OrderEvent word)
    {
        leg.Arm.Ledger.BookFunding(sequence, word.ReceiveTime, word.Fee);
        leg.Trip.Fund(word.Fee);
        leg.Arm.RefreshCash();
    }

    /// <summary>
    /// What a fill whose fee is in base changes the position by. The ledger holds coins to the last digit; the position is what of them our
    /// quantities can say, rounded down, so that never more is sold than there is.
    /// </summary>
    private static Quantity NetOfFee(ArmLeg leg, Side side, in OrderEvent fill)
    {
        var coins = leg.Arm.Ledger.BaseBalance(leg.Index, LedgerAccount.Inventory) + (side.Sign() * (fill.Quantity.ToDecimal() - Math.Abs(fill.Fee)));
        var after = Quantity.FromDecimal(decimal.Round(coins, Quantity.Decimals, MidpointRounding.ToNegativeInfinity));
        return new Quantity(Math.Abs(after.Raw - leg.Position.Quantity.Raw));
    }

    private decimal Apply(ArmLeg leg, long sequence, in OrderEvent fill, Side side, Quantity quantity, decimal fee, decimal coins)
    {
        var arm = leg.Arm;
        var notional = FixedPoint.Notional(fill.Price, quantity);
        var before = leg.Position.Quantity.Raw;
        var realized = leg.Position.Apply(side, quantity, notional);
        var after = leg.Position.Quantity;
        arm.Turnover += notional;
        arm.Ledger.BookFill(sequence, fill.ReceiveTime, leg.Index, side, notional, coins, realized, fee, fill.Order);
        var wasFlat = leg.IsFlatAt(before);
        if (wasFlat) leg.Trip.Open(side, fill.ExchangeTime);
        if (wasFlat || before > 0 == after.Raw > 0 && Math.Abs(after.Raw) > Math.Abs(before))
        {
            leg.Trip.Add(quantity, notional, fee, after);
            return realized;
        }

        leg.Trip.Reduce(quantity, notional, fee, realized);
        if (!leg.IsFlatAt(after.Raw)) return realized;
        arm.RoundTripCount++;
        var trip = leg.Trip.Close(sequence, arm.Index, leg.InstrumentIndex, fill.ExchangeTime);
        if (arm.KeepsRisk) arm.Risk.Statistics.Closed((double)trip.NetPnl, fill.ReceiveTime);
        if (_logsTrips) journal.RoundTrip(in trip);
        return realized;
    }

    /// <summary>A fill without an order of ours (liquidation, the stop of last resort) reduces what is held.</summary>
    private static Side SideOfForced(ArmLeg leg, in OrderEvent fill) =>
        fill.Reason is OrderRejectReason.Liquidated or OrderRejectReason.LastResortStop
            ? leg.Position.Quantity.Raw > 0 ? Side.Sell : Side.Buy
            : throw new InvalidOperationException($"A fill of order {fill.Order}, which arm '{leg.Arm.Name}' does not know.");
}
