using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>
/// What every matching engine does, one small story each. Tick and lot are 1; events are written as words:
/// "+1 5" accepted with quantity, "1x2 5@100" taker, maker, quantity and price, "-1 5 Reason" cancelled with what was left,
/// "~1 3/5@100" amended to remaining/total, "!1" triggered, "B100=5" level, "?1 Reason" rejected, "??1 Reason" refused.
/// </summary>
public abstract partial class MatchingEngineContract
{
    private readonly Func<MatchingRules, IMatchingEngine> _create;
    private readonly IMatchingEngine _engine;

    protected MatchingEngineContract(Func<MatchingRules, IMatchingEngine> create)
    {
        _create = create;
        _engine = create(new MatchingRules(new Price(1), new Quantity(1)) { MaxQuantity = new Quantity(1000) });
    }

    [Fact]
    public void A_limit_order_rests_and_makes_the_touch()
    {
        Assert.Equal("+1 5; B100=5", Buy(1, 5, 100));
        Assert.Equal("+2 7; S102=7", Sell(2, 7, 102));
        Assert.Equal(new BookLevel(new Price(100), new Quantity(5)), _engine.BestBid);
        Assert.Equal(new BookLevel(new Price(102), new Quantity(7)), _engine.BestAsk);
        Assert.Equal(2, _engine.OrderCount);
    }

    [Fact]
    public void Better_prices_trade_first_and_at_one_price_the_older_order()
    {
        Sell(1, 5, 101);
        Sell(2, 5, 100);
        Sell(3, 5, 100);
        Assert.Equal("+4 12; 4x2 5@100; 4x3 5@100; S100=0; 4x1 2@101; S101=3", Buy(4, 12, 101));
    }

    [Fact]
    public void What_a_limit_order_does_not_take_rests_at_its_price()
    {
        Sell(1, 5, 100);
        Assert.Equal("+2 8; 2x1 5@100; S100=0; B101=3", Buy(2, 8, 101));
    }

    [Fact]
    public void Immediate_orders_leave_nothing_behind()
    {
        Sell(1, 5, 100);
        Assert.Equal("+2 8; 2x1 5@100; S100=0; -2 3 ImmediateRemainder", Buy(2, 8, 101, life: TimeInForce.Ioc));
        Assert.Equal("+3 8; -3 8 ImmediateRemainder", Buy(3, 8, 101, life: TimeInForce.Ioc));
        Assert.Equal(0, _engine.OrderCount);
    }

    [Fact]
    public void Fill_or_kill_fills_whole_or_not_at_all()
    {
        Sell(1, 5, 100);
        Sell(2, 5, 101);
        Sell(3, 5, 102);
        Assert.Equal("+4 11; -4 11 FillOrKillNotFilled", Buy(4, 11, 101, life: TimeInForce.Fok));
        Assert.Equal("+5 10; 5x1 5@100; S100=0; 5x2 5@101; S101=0", Buy(5, 10, 101, life: TimeInForce.Fok));
        Assert.Equal("+6 1; -6 1 FillOrKillNotFilled", Sell(6, 1, 1, life: TimeInForce.Fok));
    }

    [Fact]
    public void Fill_or_kill_counts_only_what_it_could_truly_take()
    {
        Sell(1, 5, 100, owner: 2);
        Sell(2, 5, 100, owner: 1);
        Assert.Equal("+3 6; -3 6 FillOrKillNotFilled", Buy(3, 6, 100, life: TimeInForce.Fok, self: SelfMatchPolicy.CancelMaker));
        Assert.Equal("+4 6; -4 6 FillOrKillNotFilled", Buy(4, 6, 100, life: TimeInForce.Fok, self: SelfMatchPolicy.CancelTaker));
        Assert.Equal("+5 6; 5x1 5@100; 5x2 1@100; S100=4", Buy(5, 6, 100, life: TimeInForce.Fok));

        Position(4, 5);
        Sell(6, 3, 95, owner: 4);
        Sell(7, 5, 96, owner: 4, reduceOnly: true);
        Assert.Equal("+8 8; 8x6 3@95; S95=0; 8x7 5@96; S96=0", Buy(8, 8, 96, owner: 4, life: TimeInForce.Fok));

        Position(3, 4);
        Sell(10, 4, 90, owner: 3, reduceOnly: true);
        Sell(11, 4, 91, owner: 3, reduceOnly: true);
        Assert.Equal("+12 5; -12 5 FillOrKillNotFilled", Buy(12, 5, 91, life: TimeInForce.Fok));
        Assert.Equal("+13 4; 13x10 4@90; S90=0; -11 4 ReduceOnlyWouldIncrease; S91=0", Buy(13, 4, 91, life: TimeInForce.Fok));
    }

    [Fact]
    public void Post_only_rests_or_is_cancelled()
    {
        Sell(1, 5, 100);
        Assert.Equal("+2 5; -2 5 PostOnlyWouldTake", Buy(2, 5, 100, life: TimeInForce.PostOnly));
        Assert.Equal("+3 5; B99=5", Buy(3, 5, 99, life: TimeInForce.PostOnly));
        Assert.Equal("~3 5/5@100; B99=0; -3 5 PostOnlyWouldTake", Amend(3, price: 100));
    }

    [Fact]
    public void A_market_order_takes_to_its_cap_and_never_rests()
    {
        Sell(1, 5, 100);
        Sell(2, 5, 105);
        Assert.Equal("+3 8; 3x1 5@100; S100=0; -3 3 NoLiquidity", Buy(3, 8, 104, type: OrderType.Market));
        Assert.Equal("+4 8; 4x2 5@105; S105=0; -4 3 NoLiquidity", Buy(4, 8, 0, type: OrderType.Market));
        Buy(5, 5, 90);
        Assert.Equal("+6 5; -6 5 NoLiquidity", Sell(6, 5, 91, type: OrderType.Market));
        Assert.Equal("+7 5; 7x5 5@90; B90=0", Sell(7, 5, 0, type: OrderType.Market));
    }

    [Fact]
    public void Cancelling_takes_an_order_out_once()
    {
        Buy(1, 5, 100);
        Buy(2, 6, 100);
        Buy(3, 7, 100);
        Assert.Equal("-2 6 None; B100=12", Cancel(2));
        Assert.Equal("??2 UnknownOrder", Cancel(2));
        Assert.Equal("+4 12; 4x1 5@100; 4x3 7@100; B100=0", Sell(4, 12, 100));
    }

    [Fact]
    public void Cancel_all_takes_an_owners_orders_oldest_first_in_the_scope_asked()
    {
        Buy(1, 5, 100);
        Sell(2, 5, 110);
        Buy(3, 5, 101, owner: 2);
        Conditional(4, 5, 0, TriggerKind.RisesTo, 120);
        Buy(5, 5, 101);
        Assert.Equal("-4 5 None", Say(_engine.CancelAll(1, OrderScope.Untriggered)));
        Conditional(6, 5, 0, TriggerKind.RisesTo, 120);
        Assert.Equal("-1 5 None; B100=0; -2 5 None; S110=0; -5 5 None; B101=5", Say(_engine.CancelAll(1, OrderScope.Resting)));
        Assert.Equal("-6 5 None", Say(_engine.CancelAll(1)));
        Assert.Equal("", Say(_engine.CancelAll(1)));
        Assert.Equal("", Say(_engine.CancelAll(-7)));
        Assert.Equal(1, _engine.OrderCount);
    }

    [Fact]
    public void Bad_orders_are_rejected_with_the_reason()
    {
        var engine = _create(new MatchingRules(new Price(5), new Quantity(3)) { MaxQuantity = new Quantity(30) });
        string Try(long id, long quantity, long price, OrderType type = OrderType.Limit, int owner = 1, TriggerKind trigger = TriggerKind.None, long triggerPrice = 0) =>
            Say(engine.Place(new NewOrder(id, owner, Side.Buy, type, TimeInForce.Gtc, new Quantity(quantity), new Price(price)) { Trigger = trigger, TriggerPrice = new Price(triggerPrice) }));

        Assert.Equal("+1 3; B100=3", Try(1, 3, 100));
        Assert.Equal("?1 DuplicateOrder", Try(1, 3, 100));
        foreach (var quantity in (long[])[0, -3, 4, 33, long.MinValue, long.MaxValue]) Assert.Equal("?2 InvalidQuantity", Try(2, quantity, 100));
        foreach (var price in (long[])[0, -5, 101, long.MinValue, long.MaxValue]) Assert.Equal("?2 InvalidPrice", Try(2, 3, price));
        foreach (var cap in (long[])[-5, 101]) Assert.Equal("?2 InvalidPrice", Try(2, 3, cap, OrderType.Market));
        foreach (var owner in (int[])[-1, int.MinValue, int.MaxValue, MatchingRules.MaxOwner + 1]) Assert.Equal("?2 Other", Try(2, 3, 100, owner: owner));
        foreach (var trigger in (long[])[0, -5, 101]) Assert.Equal("?2 InvalidPrice", Try(2, 3, 100, trigger: TriggerKind.RisesTo, triggerPrice: trigger));
        Assert.Equal("??9 UnknownOrder", Say(engine.Cancel(9)));
        Assert.Equal("??9 UnknownOrder", Say(engine.Amend(new OrderAmendment(9, default, new Quantity(3)))));
        foreach (var quantity in (long[])[-3, 4, 33]) Assert.Equal("??1 InvalidQuantity", Say(engine.Amend(new OrderAmendment(1, default, new Quantity(quantity)))));
        foreach (var price in (long[])[-5, 101]) Assert.Equal("??1 InvalidPrice", Say(engine.Amend(new OrderAmendment(1, new Price(price), default))));
        Assert.Equal("??1 InvalidPrice", Say(engine.Amend(new OrderAmendment(1, default, default) { TriggerPrice = new Price(100) })));
        foreach (var price in (long[])[0, -1]) Assert.Equal("??0 InvalidPrice", Say(engine.UpdatePrice(TriggerSource.Mark, new Price(price))));
        Assert.Equal("??0 Other", Say(engine.SetPosition(-1, default)));
        Assert.Equal(1, engine.OrderCount);
    }

    [Fact]
    public void An_id_is_free_again_when_its_order_has_ended_and_any_64_bits_will_do()
    {
        foreach (var id in (long[])[0, -1, long.MinValue, long.MaxValue, 1L << 32])
        {
            Assert.Equal($"+{id} 5; B100=5", Buy(id, 5, 100));
            Assert.Equal($"-{id} 5 None; B100=0", Cancel(id));
            Assert.Equal($"+{id} 5; B100=5", Buy(id, 5, 100));
            Sell(77, 5, 100);
        }
    }

    [Fact]
    public void Depth_lists_the_best_levels_first_and_orders_are_found_as_they_stand()
    {
        foreach (var (id, price) in ((long, long)[])[(1, 100), (2, 95), (3, 20_000), (4, 97), (5, 1)]) Buy(id, id, price);
        var levels = new BookLevel[3];
        Assert.Equal(3, _engine.Depth(Side.Buy, levels));
        Assert.Equal([20_000, 100, 97], levels.Select(l => l.Price.Raw));
        Assert.Equal([3, 1, 4], levels.Select(l => l.Quantity.Raw));
        Assert.Equal(0, _engine.Depth(Side.Sell, levels));
        Sell(6, 1, 100);
        Assert.True(_engine.TryFind(3, out var order));
        Assert.Equal((3, 2, false), (order.Order.Quantity.Raw, order.Remaining.Raw, order.IsUntriggered));
        Assert.False(_engine.TryFind(6, out _));
        var all = new List<WorkingOrder>();
        _engine.CopyOrders(all);
        Assert.Equal([3, 1, 4, 2, 5], all.Select(o => o.Order.Id));
    }
}
