using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>Amending, self-match prevention, reduce-only and triggers.</summary>
public abstract partial class MatchingEngineContract
{
    [Fact]
    public void A_smaller_quantity_keeps_the_place_a_larger_one_loses_it()
    {
        Buy(1, 5, 100);
        Buy(2, 5, 100);
        Assert.Equal("~1 3/3@100; B100=8", Amend(1, quantity: 3));
        Assert.Equal("+3 1; 3x1 1@100; B100=7", Sell(3, 1, 100));
        Assert.Equal("~1 3/4@100; B100=5; B100=8", Amend(1, quantity: 4));
        Assert.Equal("+4 6; 4x2 5@100; 4x1 1@100; B100=2", Sell(4, 6, 100));
    }

    [Fact]
    public void Another_price_loses_the_place_and_may_take()
    {
        Buy(1, 5, 100);
        Buy(2, 5, 101);
        Assert.Equal("~1 5/5@101; B100=0; B101=10", Amend(1, price: 101));
        Sell(3, 7, 103);
        Assert.Equal("~1 6/6@104; B101=5; 1x3 6@103; S103=1", Amend(1, price: 104, quantity: 6));
        Assert.Equal("~3 1/7@101; S103=0; 3x2 1@101; B101=4", Amend(3, price: 101));
    }

    [Fact]
    public void An_amendment_that_changes_nothing_keeps_the_place()
    {
        Buy(1, 5, 100);
        Buy(2, 5, 100);
        Assert.Equal("~1 5/5@100", Amend(1, price: 100, quantity: 5));
        Assert.Equal("+3 5; 3x1 5@100; B100=5", Sell(3, 5, 100));
    }

    [Fact]
    public void An_amended_total_must_exceed_what_is_filled()
    {
        Buy(1, 5, 100);
        Sell(2, 3, 100);
        Assert.Equal("??1 InvalidQuantity", Amend(1, quantity: 3));
        Assert.Equal("??1 InvalidQuantity", Amend(1, quantity: 2));
        Assert.Equal("~1 1/4@100; B100=1", Amend(1, quantity: 4));
    }

    [Theory]
    [InlineData(SelfMatchPolicy.None, "+9 7; 9x1 2@100; 9x2 3@100; S100=0; 9x3 2@101; S101=2")]
    [InlineData(SelfMatchPolicy.CancelTaker, "+9 7; 9x1 2@100; S100=3; -9 5 SelfMatchPrevented")]
    [InlineData(SelfMatchPolicy.CancelMaker, "+9 7; 9x1 2@100; -2 3 SelfMatchPrevented; S100=0; 9x3 4@101; S101=0; B101=1")]
    [InlineData(SelfMatchPolicy.CancelBoth, "+9 7; 9x1 2@100; -2 3 SelfMatchPrevented; S100=0; -9 5 SelfMatchPrevented")]
    public void The_incoming_orders_policy_decides_when_it_meets_its_owner(SelfMatchPolicy policy, string expected)
    {
        Sell(1, 2, 100, owner: 2);
        Sell(2, 3, 100, self: SelfMatchPolicy.CancelBoth);
        Sell(3, 4, 101, owner: 3);
        Assert.Equal(expected, Buy(9, 7, 101, self: policy));
    }

    [Fact]
    public void Orders_of_one_group_are_each_others_self_and_group_zero_is_no_group()
    {
        Sell(1, 2, 100, owner: 2, group: 7);
        Assert.Equal("+2 1; -2 1 SelfMatchPrevented", Buy(2, 1, 100, group: 7, self: SelfMatchPolicy.CancelTaker));
        Assert.Equal("+3 1; 3x1 1@100; S100=1", Buy(3, 1, 100, group: 8, self: SelfMatchPolicy.CancelTaker));
        Assert.Equal("+4 1; 4x1 1@100; S100=0", Buy(4, 1, 100, self: SelfMatchPolicy.CancelTaker));
    }

    [Fact]
    public void Reduce_only_is_refused_when_it_would_increase_and_cut_when_larger()
    {
        Assert.Equal("?1 ReduceOnlyWouldIncrease", Sell(1, 5, 100, reduceOnly: true));
        Position(1, 4);
        Assert.Equal("?1 ReduceOnlyWouldIncrease", Buy(1, 5, 100, reduceOnly: true));
        Assert.Equal("+1 4; S100=4", Sell(1, 5, 100, reduceOnly: true));
        Position(1, -4);
        Assert.Equal("+2 4; B99=4", Buy(2, 5, 99, reduceOnly: true));
    }

    [Fact]
    public void Reduce_only_orders_are_cut_and_cancelled_as_the_position_shrinks()
    {
        Position(1, 10);
        Sell(1, 8, 110, reduceOnly: true);
        Sell(2, 3, 111, reduceOnly: true);
        Sell(3, 5, 112);
        Buy(4, 6, 100, owner: 2);
        Assert.Equal("+5 6; 5x4 6@100; B100=0; ~1 4/4@110; S110=4", Sell(5, 6, 100));
        Assert.Equal(4, _engine.Position(1).Raw);
        Assert.Equal("~1 2/2@110; S110=2; ~2 2/2@111; S111=2", Position(1, 2));
        Assert.Equal("~1 2/2@109; S110=0; S109=2", Amend(1, price: 109, quantity: 9));
        Assert.Equal("-1 2 ReduceOnlyWouldIncrease; S109=0; -2 2 ReduceOnlyWouldIncrease; S111=0", Position(1, -1));
        Assert.Equal(1, _engine.OrderCount);
    }

    [Fact]
    public void A_reduce_only_maker_never_turns_the_position_within_one_walk()
    {
        Position(1, 5);
        Sell(1, 3, 100);
        Sell(2, 5, 101, reduceOnly: true);
        Sell(3, 5, 101, reduceOnly: true);
        Sell(4, 9, 102, owner: 2);
        Assert.Equal(
            "+9 9; 9x1 3@100; S100=0; 9x2 2@101; -2 3 ReduceOnlyWouldIncrease; -3 5 ReduceOnlyWouldIncrease; S101=0; 9x4 4@102; S102=5",
            Buy(9, 9, 102, owner: 3));
        Assert.Equal(0, _engine.Position(1).Raw);
        Assert.Equal(9, _engine.Position(3).Raw);
        Assert.Equal(-4, _engine.Position(2).Raw);
    }

    [Fact]
    public void A_stop_wakes_on_a_trade_and_is_matched_at_once()
    {
        Buy(1, 5, 100, owner: 2);
        Buy(2, 5, 98, owner: 2);
        Assert.Equal("+3 4", Conditional(3, -4, 0, TriggerKind.FallsTo, 100));
        Assert.Equal("+4 2; 4x1 2@100; B100=3; !3; 3x1 3@100; B100=0; 3x2 1@98; B98=4", Sell(4, 2, 100, owner: 3));
    }

    [Fact]
    public void Triggers_watch_the_source_they_name_and_wake_nearest_first()
    {
        Assert.Equal("+1 1", Conditional(1, 1, 90, TriggerKind.RisesTo, 102, TriggerSource.Mark));
        Conditional(2, 1, 91, TriggerKind.RisesTo, 101, TriggerSource.Mark);
        Conditional(3, 1, 92, TriggerKind.RisesTo, 101, TriggerSource.Mark);
        Conditional(4, 1, 93, TriggerKind.RisesTo, 101, TriggerSource.Index);
        Conditional(5, -1, 200, TriggerKind.FallsTo, 80, TriggerSource.Mark);
        Assert.Equal("", Moves(TriggerSource.Mark, 100));
        Assert.Equal("", Moves(TriggerSource.Last, 500));
        Assert.Equal("!2; B91=1; !3; B92=1; !1; B90=1", Moves(TriggerSource.Mark, 102));
        Assert.Equal("!4; B93=1", Moves(TriggerSource.Index, 101));
        Assert.Equal("!5; S200=1", Moves(TriggerSource.Mark, 80));
        Assert.Equal(80, _engine.ReferencePrice(TriggerSource.Mark).Raw);
    }

    [Fact]
    public void A_trigger_already_reached_is_refused()
    {
        Moves(TriggerSource.Mark, 100);
        Assert.Equal("?1 TriggerReached", Conditional(1, 1, 0, TriggerKind.RisesTo, 100, TriggerSource.Mark));
        Assert.Equal("?1 TriggerReached", Conditional(1, 1, 0, TriggerKind.FallsTo, 100, TriggerSource.Mark));
        Conditional(2, 1, 0, TriggerKind.FallsTo, 99, TriggerSource.Mark);
        Assert.Equal("??2 TriggerReached", Amend(2, trigger: 101));
        Assert.Equal("~2 7/7@0", Amend(2, quantity: 7, trigger: 98));
        Assert.Equal("", Moves(TriggerSource.Mark, 99));
        Assert.Equal("!2; -2 7 NoLiquidity", Moves(TriggerSource.Mark, 98));
        Assert.Equal("??2 UnknownOrder", Cancel(2));
    }

    [Fact]
    public void One_woken_order_can_wake_the_next()
    {
        Sell(1, 1, 100, owner: 2);
        Sell(2, 1, 101, owner: 2);
        Sell(3, 1, 102, owner: 2);
        Conditional(11, 1, 0, TriggerKind.RisesTo, 101);
        Conditional(10, 1, 0, TriggerKind.RisesTo, 100);
        Conditional(12, 1, 0, TriggerKind.RisesTo, 102);
        Assert.Equal("+4 1; 4x1 1@100; S100=0; !10; 10x2 1@101; S101=0; !11; 11x3 1@102; S102=0; !12; -12 1 NoLiquidity", Buy(4, 1, 100, owner: 3));
    }

    [Fact]
    public void Every_price_of_a_walk_counts_not_only_the_last()
    {
        Moves(TriggerSource.Last, 95);
        Conditional(1, 1, 80, TriggerKind.RisesTo, 99);
        Buy(2, 1, 99, owner: 2);
        Buy(3, 1, 97, owner: 2);
        Assert.Equal("+4 2; 4x2 1@99; B99=0; 4x3 1@97; B97=0; !1; B80=1", Sell(4, 2, 97, owner: 3));
        Assert.Equal(97, _engine.ReferencePrice(TriggerSource.Last).Raw);
    }

    [Fact]
    public void A_reduce_only_stop_is_judged_when_it_wakes()
    {
        Assert.Equal("+1 5", Conditional(1, -5, 0, TriggerKind.FallsTo, 90, TriggerSource.Mark, reduceOnly: true));
        Conditional(2, -5, 0, TriggerKind.FallsTo, 89, TriggerSource.Mark, reduceOnly: true);
        Buy(3, 9, 80, owner: 2);
        Position(1, 3);
        Assert.Equal("!1; ~1 3/3@0; 1x3 3@80; B80=6; !2; -2 5 ReduceOnlyWouldIncrease", Moves(TriggerSource.Mark, 85));
        Assert.Equal(0, _engine.Position(1).Raw);
    }
}
