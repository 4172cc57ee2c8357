using Ats.Domain;
using Ats.Engine.Ledger;
using Ats.Engine.Orders;
using Ats.Simulation;
using CsCheck;

namespace Ats.Core.Tests.Simulation;

/// <summary>What must hold of the simulated exchange whatever is sent to it and whatever the market does.</summary>
public sealed class ExchangePropertyTests
{
    public static TheoryData<FillModelKind, bool> Cases()
    {
        var data = new TheoryData<FillModelKind, bool>();
        foreach (var kind in Enum.GetValues<FillModelKind>())
        {
            data.Add(kind, true);
            data.Add(kind, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Whatever_is_sent_the_exchange_keeps_its_word(FillModelKind kind, bool spot) =>
        Gen.Select(WorldStep.Many(20, 150), Gen.Int[0, 3], Gen.Int[0, 2]).Sample(
            (steps, latency, slippage) =>
            {
                var world = new RandomWorld(kind, spot, latency * 7, latency * 5, slippage * 6);
                world.Play(steps);
                CheckStories(world, latency * 7);
                CheckPrices(world, kind, slippage * 6);
                CheckMoney(world, spot);
            },
            iter: 150);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_steps_give_the_same_reports(FillModelKind kind, bool spot) =>
        WorldStep.Many(50, 100).Sample(
            steps =>
            {
                var (one, two) = (new RandomWorld(kind, spot, 7, 5, 3), new RandomWorld(kind, spot, 7, 5, 3));
                one.Play(steps);
                two.Play(steps);
                Assert.Equal(one.Bench.Reports, two.Bench.Reports);
            },
            iter: 20);

    /// <summary>Lives are legal, nothing happens before it arrived, times go forward, nobody gets more than asked for.</summary>
    private static void CheckStories(RandomWorld world, double entryMs)
    {
        var last = Timestamp.MinValue;
        var status = new Dictionary<ClientOrderId, (OrderStatus Status, Timestamp Time, decimal Filled, decimal Quantity)>();
        foreach (var e in world.Bench.Reports)
        {
            Assert.True(e.ReceiveTime >= last && e.ReceiveTime >= e.ExchangeTime);
            last = e.ReceiveTime;
            if (e.Order.IsNone) continue;
            var (intent, sent) = world.Bench.Sent[e.Order];
            Assert.True(e.ExchangeTime.Nanoseconds >= sent.Nanoseconds + (long)(entryMs * 1e6), "before arrival");
            var s = status.TryGetValue(e.Order, out var known) ? known : (Status: OrderStatus.Submitted, Time: Timestamp.MinValue, Filled: 0m, Quantity: intent.Quantity.ToDecimal());
            Assert.True(e.ExchangeTime >= s.Time, $"back in time: {world.Bench.Story(e.Order)}");
            if (OrderLifecycle.IsFinal(s.Status)) Assert.True(e.Kind is OrderEventKind.CancelRejected or OrderEventKind.AmendRejected, $"{e.Kind} after {s.Status}");
            if (e.Kind == OrderEventKind.Amended) s.Quantity = e.Quantity.ToDecimal();
            if (e.Kind == OrderEventKind.Filled)
            {
                s.Filled += e.Quantity.ToDecimal();
                Assert.True(e.Liquidity == Liquidity.Taker ? intent.TimeInForce != TimeInForce.PostOnly : intent.TimeInForce is TimeInForce.Gtc or TimeInForce.PostOnly);
            }

            Assert.True(s.Filled <= s.Quantity);
            s.Status = OrderLifecycle.Next(s.Status, e.Kind, s.Filled == s.Quantity);
            s.Time = e.ExchangeTime;
            status[e.Order] = s;
            if (intent.TimeInForce == TimeInForce.Fok && OrderLifecycle.IsFinal(s.Status)) Assert.True(s.Filled == 0 || s.Filled == s.Quantity, "fill or kill in part");
        }
    }

    /// <summary>Fills lie inside what the market showed at their moment, slippage apart, and within limits.</summary>
    private static void CheckPrices(RandomWorld world, FillModelKind kind, double slippageBps)
    {
        foreach (var fill in world.Bench.Fills.Where(f => f.Reason != OrderRejectReason.Liquidated))
        {
            var intent = world.Bench.Sent[fill.Order].Intent;
            var price = fill.Price.ToDecimal();
            Assert.Equal(0, fill.Price.Raw % world.Instrument.TickSize.Raw);
            var sign = intent.Side.Sign();
            if (intent.Type == OrderType.Limit) Assert.Contains(world.Limits[fill.Order], l => sign * price <= sign * l.Price);
            if (kind is not (FillModelKind.NextOpen or FillModelKind.PessimisticBar or FillModelKind.Trades)) continue;
            var most = (price * (decimal)slippageBps / 10_000) + 0.1m;
            Assert.Contains(world.Events, e => Offers(in e, in fill, intent.Side, slippageBps == 0 ? 0 : most));
        }
    }

    private static bool Offers(in MarketEvent e, in OrderEvent fill, Side side, decimal slack)
    {
        var price = fill.Price.ToDecimal();
        if (e.Kind == MarketEventKind.Trade)
        {
            var traded = new Price(e.A).ToDecimal();
            return e.ExchangeTime == fill.ExchangeTime && (fill.Liquidity == Liquidity.Maker ? side.Sign() * (price - traded) > 0 : Math.Abs(traded - price) <= slack);
        }

        if (e.Kind != MarketEventKind.Bar) return false;
        var open = e.ExchangeTime.Nanoseconds - 1_000_000_000;
        var meets = fill.ExchangeTime == e.ExchangeTime || fill.ExchangeTime.Nanoseconds == open;
        var (low, high) = (new Price(e.C).ToDecimal(), new Price(e.B).ToDecimal());
        // A resting order the bar opened beyond was traded through on the way: worse for it than anything inside the bar.
        if (fill.Liquidity == Liquidity.Maker) return meets && (side == Side.Buy ? price > low : price < high);
        return meets && price >= low - slack && price <= high + slack;
    }

    /// <summary>Money: exact fees, the account is the sum of what was said, reduce-only reduces, spot never goes below zero.</summary>
    private static void CheckMoney(RandomWorld world, bool spot)
    {
        var position = new Position();
        var cash = world.Capital;
        foreach (var e in world.Bench.Reports)
        {
            if (e.Kind == OrderEventKind.Funding) cash -= e.Fee;
            if (e.Kind != OrderEventKind.Filled) continue;
            var notional = e.Price.ToDecimal() * e.Quantity.ToDecimal();
            Assert.Equal(notional * world.Instrument.Fees.Rate(e.Liquidity), e.Fee);
            var held = position.Quantity.Raw;
            var side = e.Order.IsNone ? (held > 0 ? Side.Sell : Side.Buy) : world.Bench.Sent[e.Order].Intent.Side;
            if (!e.Order.IsNone && world.Bench.Sent[e.Order].Intent.ReduceOnly)
                Assert.True(held != 0 && held > 0 == (side == Side.Sell) && e.Quantity.Raw <= Math.Abs(held), "reduce-only increased");
            var closing = held != 0 && held > 0 == (side == Side.Sell) ? Math.Min(Math.Abs(held), e.Quantity.Raw) : 0;
            var realized = closing > 0 ? position.Apply(side, new Quantity(closing), e.Price.ToDecimal() * new Quantity(closing).ToDecimal()) : 0;
            if (e.Quantity.Raw > closing) position.Apply(side, new Quantity(e.Quantity.Raw - closing), e.Price.ToDecimal() * new Quantity(e.Quantity.Raw - closing).ToDecimal());
            cash += (spot ? -side.Sign() * notional : realized) - e.Fee;
            if (spot) Assert.True(cash >= 0 && position.Quantity.Raw >= 0, "spot below zero");
            if (e.Order.IsNone) Assert.True(cash >= 0, "debt after liquidation");
        }

        // Reports still travelling at the end have moved the account already.
        if (world.Bench.Exchange.NextDue == Timestamp.MaxValue) Assert.Equal(cash, world.Bench.Exchange.CashOf(0));
    }
}
