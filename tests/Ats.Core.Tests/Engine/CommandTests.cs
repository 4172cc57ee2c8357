using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;

namespace Ats.Core.Tests.Engine;

/// <summary>What operators can tell the engine, and what comes of it.</summary>
public sealed class CommandTests
{
    private const double None = double.NaN;

    private static ArmSettings Idle(string name = "a", params IRiskLimit[] limits) => Bench.Arm(name, () => new ScriptedStrategy(Signal.Hold), limits: limits);

    private static ArmSettings Quoter() => Bench.Arm("mm", () => new PlanQuoter((99, 101)));

    private static OperatorCommand Command(OperatorCommandKind kind, int arm = OperatorCommand.AllArms) => new(kind, arm, default);

    [Fact]
    public void A_halt_cancels_increases_keeps_reductions_and_denies_new_increases()
    {
        var (engine, exchange, _) = HandExchange.World(null, Idle());
        exchange.Bar(1, 100);
        exchange.Trade(Side.Buy, 2, 100);
        exchange.Place(Side.Buy, 1, price: 90);
        exchange.Place(Side.Sell, 1, price: 110);
        Assert.True(exchange.SetState(TradingState.Halted).IsDone);
        Assert.Equal([exchange.Sent[1].Id], exchange.Cancels);
        Assert.Equal(DenialCode.TradingHalted, exchange.Buy(1).Verdict.Code);
        Assert.True(exchange.Sell(1).IsDone);
        Assert.Equal(TradingState.Halted, engine.Arms[0].Gate.State);
    }

    [Fact]
    public void Reduce_only_lets_a_strategy_leave_and_resume_lets_it_come_back()
    {
        var script = new[] { Signal.Long, Signal.Flat, Signal.Long };
        var (engine, exchange, _) = HandExchange.World(null, Bench.Arm("a", () => new ScriptedStrategy(script)));
        exchange.Bar(1, 100);
        exchange.Fill(100);
        exchange.SetState(TradingState.ReduceOnly, 0);
        exchange.Bar(2, 100);
        Assert.Equal(Side.Sell, exchange.Sent[^1].Side);
        exchange.Fill(100);
        exchange.Bar(3, 100);
        Assert.Equal(2, exchange.Sent.Count);
        Assert.Equal(1, engine.Arms[0].DenialCount);
        exchange.SetState(TradingState.Active, 0);
        exchange.Bar(4, 100);
        Assert.Equal(Side.Buy, exchange.Sent[^1].Side);
        Assert.Equal(3, exchange.Sent.Count);
    }

    [Fact]
    public void A_state_for_one_arm_is_not_one_for_the_others()
    {
        var (engine, exchange, _) = HandExchange.World(null, Idle("a"), Idle("b"));
        exchange.Bar(1, 100);
        exchange.SetState(TradingState.Halted, 1);
        Assert.Equal([TradingState.Active, TradingState.Halted], engine.Arms.Select(a => a.Gate.State));
    }

    [Fact]
    public void Flatten_cancels_closes_at_the_market_and_stays_flat_until_resumed()
    {
        var (engine, exchange, journal) = HandExchange.World(null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long)));
        exchange.Bar(1, 100);
        exchange.Fill(100);
        exchange.Place(Side.Sell, 0.5m, price: 110);
        Assert.True(exchange.Tell(Command(OperatorCommandKind.Flatten)).IsDone);
        Assert.Equal([exchange.Sent[1].Id], exchange.Cancels);
        Assert.Equal(2, exchange.Sent.Count);
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[1].Id);
        exchange.Bar(2, 100);
        Assert.Equal((Side.Sell, 1m, OrderType.Market), (exchange.Sent[^1].Side, exchange.Sent[^1].Quantity.ToDecimal(), exchange.Sent[^1].Type));
        exchange.Fill(100);
        exchange.Bar(3, 100);
        Assert.True(engine.Arms[0].Legs[0].Position.IsFlat);
        Assert.Equal(3, exchange.Sent.Count);
        Assert.Contains(journal.Decisions, d => d.Reason.ToString() == "flattened by the operator");
        exchange.SetState(TradingState.Active);
        exchange.Bar(4, 100);
        Assert.Equal(Side.Buy, exchange.Sent[^1].Side);
        Assert.Equal(4, exchange.Sent.Count);
    }

    [Fact]
    public void Flatten_closes_a_quoting_arm_too_and_it_quotes_again_only_when_resumed()
    {
        var (engine, exchange, _) = HandExchange.World(null, Quoter());
        exchange.Quote(0, 99.9, 100.1);
        Assert.Equal([Side.Buy, Side.Sell], exchange.Sent.Select(o => o.Side));
        foreach (var order in exchange.Sent) exchange.Answer(OrderEventKind.Accepted, order.Id);
        exchange.Fill(99, exchange.Sent[0], quantity: 0.4m);
        exchange.Tell(Command(OperatorCommandKind.Flatten, 0));
        Assert.Equal(exchange.Sent.Select(o => o.Id), exchange.Cancels);
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[0].Id);
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[1].Id);
        Assert.Equal((Side.Sell, 0.4m, OrderType.Market), (exchange.Sent[2].Side, exchange.Sent[2].Quantity.ToDecimal(), exchange.Sent[2].Type));
        exchange.Fill(99);
        exchange.Quote(1, 99.9, 100.1);
        Assert.Equal(3, exchange.Sent.Count);
        Assert.True(engine.Arms[0].Legs[0].Position.IsFlat);
        exchange.SetState(TradingState.Active, 0);
        exchange.Quote(2, 99.9, 100.1);
        Assert.Equal(5, exchange.Sent.Count);
    }

    [Fact]
    public void A_closing_order_that_was_lost_is_sent_again_within_a_second_of_market_data()
    {
        var (engine, exchange, _) = HandExchange.World(null, Idle());
        exchange.Quote(1, 99, 101);
        exchange.Trade(Side.Buy, 2, 100);
        exchange.Tell(Command(OperatorCommandKind.Flatten));
        exchange.Answer(OrderEventKind.Rejected);
        var sent = exchange.Sent.Count;
        exchange.Quote(2.5, 99, 101);
        Assert.Equal(sent + 1, exchange.Sent.Count);
        Assert.Equal((Side.Sell, 2m), (exchange.Sent[^1].Side, exchange.Sent[^1].Quantity.ToDecimal()));
        exchange.Fill(100);
        Assert.True(engine.Arms[0].Legs[0].Position.IsFlat);
    }

    [Fact]
    public void A_reduce_only_order_never_increases()
    {
        var (_, exchange, _) = HandExchange.World(null, Idle());
        exchange.Bar(1, 100);
        exchange.Trade(Side.Buy, 2, 100);
        CommandOutcome Reduce(Side side, decimal quantity) => exchange.Tell(new OperatorCommand(OperatorCommandKind.PlaceOrder, 0, default)
        {
            Side = side, Type = OrderType.Market, TimeInForce = TimeInForce.Ioc, Quantity = Quantity.FromDecimal(quantity), ReduceOnly = true,
        });
        Assert.Equal(DenialCode.ReduceOnly, Reduce(Side.Buy, 1).Verdict.Code);
        Assert.Equal(DenialCode.ReduceOnly, Reduce(Side.Sell, 3).Verdict.Code);
        Assert.True(Reduce(Side.Sell, 2).IsDone);
    }

    [Fact]
    public void A_closing_order_that_fills_in_part_is_followed_by_the_rest()
    {
        var (engine, exchange, _) = HandExchange.World(null, Idle());
        exchange.Bar(1, 100);
        exchange.Trade(Side.Buy, 2, 100);
        exchange.Tell(Command(OperatorCommandKind.Flatten));
        exchange.Fill(100, quantity: 0.5m);
        exchange.Answer(OrderEventKind.Cancelled);
        exchange.Bar(2, 100);
        Assert.Equal((Side.Sell, 1.5m), (exchange.Sent[^1].Side, exchange.Sent[^1].Quantity.ToDecimal()));
        exchange.Fill(100);
        Assert.True(engine.Arms[0].Legs[0].Position.IsFlat);
    }

    [Fact]
    public void A_manual_order_passes_the_gate_or_is_denied_with_its_numbers_and_is_journaled()
    {
        var (engine, exchange, journal) = HandExchange.World(null, Idle("a", RiskCatalog.Create("order-size", 2)));
        exchange.Bar(1, 100);
        var denied = exchange.Buy(3);
        Assert.Equal(Verdict.Deny(DenialCode.OrderSize, 3, 2), denied.Verdict);
        Assert.False(denied.IsDone);
        Assert.Empty(exchange.Sent);
        var placed = exchange.Place(Side.Buy, 2, price: 99);
        Assert.True(placed.IsDone);
        Assert.Equal(exchange.Sent[0].Id, placed.Order);
        Assert.Equal((99m, TimeInForce.Gtc), (exchange.Sent[0].Price.ToDecimal(), exchange.Sent[0].TimeInForce));
        Assert.Equal([DecisionOutcome.Denied, DecisionOutcome.Ordered], journal.Decisions.Where(d => d.Reason.ToString() == "manual order").Select(d => d.Outcome));
        exchange.Fill(99);
        Assert.Equal(2m, engine.Arms[0].Legs[0].Position.Quantity.ToDecimal());
        Assert.Equal([JournalKind.Command, JournalKind.Command], Inputs(journal));
    }

    private static IEnumerable<JournalKind> Inputs(MemoryJournal journal)
    {
        journal.Begin(new Run(new RunId("r"), TradingMode.Live, default, 1, "", "", "", ""));
        return journal.Read(new RunId("r"), JournalKind.Command).Select(e => e.Kind);
    }

    [Fact]
    public void A_quoting_arm_leaves_an_operators_order_alone()
    {
        var (_, exchange, _) = HandExchange.World(null, Bench.Arm("mm", () => new PlanQuoter((99, 101), (98, 102), (None, None))));
        exchange.Quote(0, 99.9, 100.1);
        foreach (var order in exchange.Sent.ToList()) exchange.Answer(OrderEventKind.Accepted, order.Id);
        var manual = exchange.Place(Side.Buy, 1, price: 95);
        exchange.Answer(OrderEventKind.Accepted);
        exchange.Quote(1, 99.9, 100.1);
        Assert.Equal([exchange.Sent[0].Id, exchange.Sent[1].Id], exchange.Amends.Select(o => o.Id));
        foreach (var order in exchange.Amends.ToList())
        {
            exchange.Engine.Handle(new OrderEvent(OrderEventKind.Amended, order.Id, 0, exchange.Engine.Clock.Now, exchange.Engine.Clock.Now) { Price = order.Price, Quantity = order.Quantity });
        }

        exchange.Quote(2, 99.9, 100.1);
        Assert.Equal([exchange.Sent[0].Id, exchange.Sent[1].Id], exchange.Cancels);
        Assert.DoesNotContain(manual.Order, exchange.Cancels);
    }

    [Fact]
    public void One_order_or_all_of_an_arm_can_be_cancelled()
    {
        var (_, exchange, _) = HandExchange.World(null, Idle("a"), Idle("b"));
        exchange.Bar(1, 100);
        for (var i = 0; i < 3; i++) exchange.Place(Side.Buy, 1, price: 90 + i);
        exchange.Place(Side.Buy, 1, arm: 1, price: 90);
        var ids = exchange.Sent.Select(o => o.Id).ToList();
        var one = exchange.Tell(Command(OperatorCommandKind.CancelOrder) with { Order = ids[1] });
        Assert.Equal((true, ids[1]), (one.IsDone, one.Order));
        Assert.True(exchange.Tell(Command(OperatorCommandKind.CancelAll, 0)).IsDone);
        Assert.Equal([ids[1], ids[0], ids[2]], exchange.Cancels);
        exchange.Answer(OrderEventKind.Cancelled, ids[1]);
        Assert.Contains("not working", exchange.Tell(Command(OperatorCommandKind.CancelOrder) with { Order = ids[1] }).Problem);
        exchange.Tell(Command(OperatorCommandKind.CancelAll));
        Assert.Equal(ids[3], exchange.Cancels[^1]);
    }

    [Fact]
    public void What_cannot_be_done_is_said_and_changes_nothing()
    {
        var (engine, exchange, _) = HandExchange.World(null, Idle());
        exchange.Bar(1, 100);
        Assert.Contains("no arm 1", exchange.SetState(TradingState.Halted, 1).Problem);
        Assert.Contains("no arm -2", exchange.SetState(TradingState.Halted, -2).Problem);
        Assert.Contains("for one arm", exchange.Buy(1, OperatorCommand.AllArms).Problem);
        Assert.Contains("does not trade", exchange.Place(Side.Buy, 1, instrument: 1).Problem);
        Assert.Contains("not working", exchange.Tell(Command(OperatorCommandKind.CancelOrder) with { Order = new ClientOrderId(9, 9) }).Problem);
        Assert.Contains("begun already", exchange.Tell(Command(OperatorCommandKind.BeginTrading)).Problem);
        Assert.Empty(exchange.Sent);
        Assert.Equal(TradingState.Active, engine.Arms[0].Gate.State);
    }

    [Fact]
    public void Commands_are_inputs_so_a_replay_with_them_ends_in_the_same_state()
    {
        string Hash(bool halts)
        {
            var (engine, exchange, _) = HandExchange.World(null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Flat, Signal.Long, Signal.Short)));
            exchange.Bar(1, 100);
            if (halts) exchange.SetState(TradingState.Halted);
            exchange.Bar(2, 100);
            return engine.StateHash.ToString();
        }

        Assert.Equal(Hash(true), Hash(true));
        Assert.NotEqual(Hash(true), Hash(false));
    }

    [Fact]
    public void Changed_rules_bind_from_the_next_order_and_a_closed_instrument_takes_none_until_it_opens_again()
    {
        var script = new[] { Signal.Long, Signal.Flat, Signal.Long };
        var (engine, exchange, journal) = HandExchange.World(null, Bench.Arm("a", () => new ScriptedStrategy(script), quantity: 0.155), Quoter());
        exchange.Bar(1, 100);
        exchange.Fill(100, exchange.Sent.Single(o => o.Id.Arm == 0));
        exchange.Quote(61, 99, 101);
        var rules = TradingRules.Of(Bench.Linear);
        Assert.True(TradingRules.TryParse(rules.ToString(), out var again) && again == rules);
        Assert.Contains("are no rules", Change("tick=1").Problem);
        Assert.True(Change((rules with { LotSize = Quantity.FromDecimal(0.1m) }).ToString()).IsDone);
        exchange.Bar(2, 100);
        // 0.155 is held, and only whole new lots can be sold.
        Assert.Equal((Side.Sell, 0.1m), (exchange.Sent[^1].Side, exchange.Sent[^1].Quantity.ToDecimal()));
        exchange.Fill(100);
        Assert.True(Change((rules with { IsTrading = false }).ToString()).IsDone);
        Assert.Equal(exchange.Sent.Where(o => o.Id.Arm == 1).Select(o => o.Id), exchange.Cancels);
        var sent = exchange.Sent.Count;
        exchange.Bar(3, 100);
        Assert.Equal(DenialCode.InstrumentClosed, journal.Decisions.Last(d => d.Arm == 0).Verdict.Code);
        Assert.Equal(DenialCode.InstrumentClosed, exchange.Sell(0.055m).Verdict.Code);
        Assert.Equal(sent, exchange.Sent.Count);
        Assert.True(Change(rules.ToString()).IsDone);
        exchange.Bar(4, 100);
        Assert.Equal((Side.Buy, 0.1m), (exchange.Sent[^1].Side, exchange.Sent[^1].Quantity.ToDecimal()));

        CommandOutcome Change(string text) => exchange.Tell(Command(OperatorCommandKind.ChangeRules) with { Note = text });
    }
}
