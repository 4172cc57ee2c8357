using Ats.Domain;
using Ats.Engine;
using Ats.Simulation;
using static Ats.Core.Tests.Engine.Forecasts;

namespace Ats.Core.Tests.Engine;

/// <summary>Patient and timed execution, on an exchange played by hand and on the simulated one.</summary>
public sealed class PatientTests
{
    private readonly SwitchStrategy _strategy = new();

    [Fact]
    public void It_rests_at_the_best_price_of_its_side_and_follows_only_when_the_market_moves_away()
    {
        var (_, exchange) = World(ExecutionPolicy.PatientMaker(60, repriceTicks: 2));
        Want(exchange, 1, 0, 100, 100.2);
        var order = Assert.Single(exchange.Sent);
        Assert.Equal((OrderType.Limit, TimeInForce.PostOnly, 100m), (order.Type, order.TimeInForce, order.Price.ToDecimal()));
        exchange.Answer(OrderEventKind.Accepted);
        exchange.Quote(1, 99.5, 99.7); // Towards us: we are the best bid now.
        exchange.Quote(2, 100.2, 100.4); // Two ticks away.
        Assert.Empty(exchange.Amends);
        exchange.Quote(3, 100.3, 100.5);
        Assert.Equal(100.3m, Assert.Single(exchange.Amends).Price.ToDecimal());
        Assert.Equal(100.1m, exchange.Amends[0].DecisionPrice.ToDecimal()); // What it saw when it first wanted it.
        exchange.Quote(4, 100.9, 101.1); // The amend travels.
        Assert.Single(exchange.Amends);
        Assert.Single(exchange.Sent);
    }

    [Fact]
    public void A_restless_market_moves_the_order_once_a_second()
    {
        var (_, exchange) = World(ExecutionPolicy.PatientMaker(60));
        Want(exchange, 1, 0, 100, 100.2);
        exchange.Answer(OrderEventKind.Accepted);
        for (var i = 1; i <= 50; i++)
        {
            exchange.Quote(i * 0.1, 100 + (i * 0.1), 100.2 + (i * 0.1));
            if (exchange.Amends.Count == 0 || exchange.Engine.Arms[0].Legs[0].WorkingOrders[0].AmendRequested == false) continue;
            exchange.Engine.Handle(new OrderEvent(OrderEventKind.Amended, exchange.Sent[0].Id, 0, At(i * 0.1), At(i * 0.1)) { Price = exchange.Amends[^1].Price, Quantity = exchange.Amends[^1].Quantity });
        }

        Assert.Equal(5, exchange.Amends.Count);
    }

    [Fact]
    public void After_its_patience_it_cancels_and_takes_what_is_left()
    {
        var (_, exchange) = World(ExecutionPolicy.PatientMaker(5));
        Want(exchange, 1, 0, 100, 100.2);
        exchange.Answer(OrderEventKind.Accepted);
        exchange.Fill(100, quantity: 0.4m);
        exchange.Quote(4.9, 100, 100.2);
        Assert.Empty(exchange.Cancels);
        exchange.Quote(5, 100, 100.2);
        Assert.Single(exchange.Cancels);
        Assert.Single(exchange.Sent);
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[0].Id);
        Assert.Equal((OrderType.Market, 0.6m), (exchange.Sent[1].Type, exchange.Sent[1].Quantity.ToDecimal()));
        exchange.Fill(100.2m);
        exchange.Quote(9, 100, 100.2);
        Assert.Equal(2, exchange.Sent.Count);
    }

    [Fact]
    public void Where_it_gives_up_an_entry_is_let_go_until_another_level_is_wanted_and_an_exit_is_taken()
    {
        var (engine, exchange) = World(ExecutionPolicy.PatientMaker(5, takesAtLimit: false));
        Want(exchange, 1, 0, 100, 100.2);
        exchange.Answer(OrderEventKind.Accepted);
        exchange.Fill(100, quantity: 0.5m);
        exchange.Quote(5, 100, 100.2);
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[0].Id);
        exchange.Quote(20, 100, 100.2);
        Assert.Single(exchange.Sent);
        Want(exchange, 0, 21, 100, 100.2);
        Assert.Equal((TimeInForce.PostOnly, Side.Sell, 100.2m), (exchange.Sent[1].TimeInForce, exchange.Sent[1].Side, exchange.Sent[1].Price.ToDecimal()));
        exchange.Answer(OrderEventKind.Accepted);
        exchange.Clock(26.5); // Nobody quotes: time alone tells.
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[1].Id);
        Assert.Equal((OrderType.Market, Side.Sell, 0.5m), (exchange.Sent[2].Type, exchange.Sent[2].Side, exchange.Sent[2].Quantity.ToDecimal()));
        exchange.Fill(100);
        Assert.Equal(0, engine.Arms[0].Legs[0].Position.Quantity.Raw);
    }

    [Fact]
    public void A_flip_is_worked_in_two_halves_the_reducing_one_first()
    {
        var (_, exchange) = World(ExecutionPolicy.PatientMaker(60));
        Want(exchange, 1, 0, 100, 100.2);
        exchange.Fill(100);
        Want(exchange, -1, 1, 100, 100.2);
        Assert.Equal(1m, exchange.Sent[1].Quantity.ToDecimal());
        exchange.Fill(100.2m);
        Assert.Equal((3, 1m, Side.Sell), (exchange.Sent.Count, exchange.Sent[2].Quantity.ToDecimal(), exchange.Sent[2].Side));
    }

    [Fact]
    public void A_change_of_mind_calls_the_order_back_first()
    {
        var (_, exchange) = World(ExecutionPolicy.PatientMaker(60));
        Want(exchange, 1, 0, 100, 100.2);
        exchange.Answer(OrderEventKind.Accepted);
        Want(exchange, -1, 1, 100, 100.2);
        Assert.Single(exchange.Cancels);
        exchange.Fill(100, exchange.Sent[0], 0.3m); // It was filled in part on the way.
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[0].Id);
        Assert.Equal((Side.Sell, 0.3m), (exchange.Sent[1].Side, exchange.Sent[1].Quantity.ToDecimal()));
        Want(exchange, 0, 2, 100, 100.2);
        Assert.Single(exchange.Cancels); // The same 0.3 are sold for being flat.
    }

    [Fact]
    public void An_order_that_would_have_taken_comes_again_and_is_not_given_up()
    {
        var (engine, exchange) = World(ExecutionPolicy.PatientMaker(60));
        Want(exchange, 1, 0, 100, 100.2);
        engine.Handle(new OrderEvent(OrderEventKind.Cancelled, exchange.Sent[0].Id, 0, At(0.1), At(0.1)) { Reason = OrderRejectReason.PostOnlyWouldTake });
        exchange.Quote(0.9, 99.8, 100);
        Assert.Single(exchange.Sent);
        exchange.Quote(1.2, 99.8, 100);
        Assert.Equal(99.8m, exchange.Sent[1].Price.ToDecimal());
    }

    [Fact]
    public void A_stop_and_a_flattening_take_at_once()
    {
        var (engine, exchange) = World(ExecutionPolicy.PatientMaker(60));
        _strategy.Stop = 99;
        Want(exchange, 1, 0, 100, 100.2);
        exchange.Fill(100);
        exchange.Quote(1, 98, 98.2);
        exchange.Clock(2.5);
        Assert.Equal((OrderType.Market, Side.Sell), (exchange.Sent[1].Type, exchange.Sent[1].Side));
        exchange.Fill(98);
        _strategy.Stop = double.NaN;
        Want(exchange, -1, 3, 98, 98.2);
        Assert.Equal(TimeInForce.PostOnly, exchange.Sent[2].TimeInForce);
        exchange.Fill(98.2m, quantity: 0.5m);
        exchange.Tell(new OperatorCommand(OperatorCommandKind.Flatten, 0, default));
        Assert.Contains(exchange.Sent[2].Id, exchange.Cancels);
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[2].Id);
        exchange.Clock(5.5);
        Assert.Equal((OrderType.Market, Side.Buy, 0.5m), (exchange.Sent[3].Type, exchange.Sent[3].Side, exchange.Sent[3].Quantity.ToDecimal()));
        Assert.Equal(4, engine.Arms[0].OrdersSent);
    }

    [Fact]
    public void With_bars_alone_it_takes_and_says_so_once()
    {
        var bars = Bench.Bars(50, 3);
        var arm = Bench.Arm("patient", () => new ScriptedStrategy(Signal.Long, Signal.Flat, Signal.Short)) with { Execution = ExecutionPolicy.PatientMaker(60) };
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, null, arm);
        Assert.True(backtest.Engine.Arms[0].FillCount >= 3);
        Assert.All(journal.Fills, f => Assert.Equal(Liquidity.Taker, f.Liquidity));
        Assert.Single(journal.Decisions, d => d.Reason.ToString().Contains("no best prices", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Timed_it_waits_for_the_forecaster_to_agree(bool rests)
    {
        var (engine, exchange) = World(ExecutionPolicy.Timed(30, 15, rests));
        Want(exchange, 1, 0, 100, 100.2);
        Assert.Equal(rests ? 1 : 0, exchange.Sent.Count);
        engine.Handle(Expecting(-2, 1)); // It will be cheaper.
        engine.Handle(Expecting(2, 1.1, horizon: 4 * Horizon)); // Another horizon is not asked.
        Assert.Empty(exchange.Cancels);
        engine.Handle(Expecting(2, 2));
        if (rests)
        {
            Assert.Single(exchange.Cancels);
            exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[0].Id);
        }

        Assert.Equal(OrderType.Market, exchange.Sent[^1].Type);
    }

    [Fact]
    public void An_entry_that_may_be_let_go_is_withdrawn_while_its_edge_does_not_pay()
    {
        var (engine, exchange, _) = HandExchange.World(null, Bench.Arm("ai", () => new Listener(1)) with { Execution = ExecutionPolicy.PatientMaker(60, takesAtLimit: false) });
        exchange.Quote(0, 99.99, 100.01); // Two maker fees of 2 bp and half the spread of 2: 5 bp.
        engine.Handle(Expecting(6, 1));
        Assert.Single(exchange.Sent);
        exchange.Answer(OrderEventKind.Accepted);
        engine.Handle(Expecting(5.5, 2));
        Assert.Empty(exchange.Cancels);
        engine.Handle(Expecting(4, 3));
        exchange.Answer(OrderEventKind.Cancelled, Assert.Single(exchange.Cancels));
        Assert.Single(exchange.Sent);
        engine.Handle(Expecting(7, 4));
        Assert.Equal(2, exchange.Sent.Count);
    }

    [Fact]
    public void Timed_without_a_forecaster_it_takes_when_its_time_is_over()
    {
        var (_, exchange) = World(ExecutionPolicy.Timed(30, 15, rests: false));
        Want(exchange, 1, 0, 100, 100.2);
        exchange.Quote(29.9, 100, 100.2);
        Assert.Empty(exchange.Sent);
        exchange.Quote(30, 100, 100.2);
        Assert.Equal(OrderType.Market, exchange.Sent[0].Type);
    }

    [Fact]
    public void On_the_simulated_exchange_patience_earns_the_makers_fee_and_never_crosses()
    {
        var random = new Rng(9);
        var price = 1000.0;
        var tape = Enumerable.Range(0, 4000).Select(i => Quote(i * 0.5, price = Math.Round(price + (random.NextNormal() * 0.15), 1), price + 0.1)).ToArray();
        var arms = new[] { ExecutionPolicy.Taker, ExecutionPolicy.PatientMaker(20) }.Select(p => Bench.Arm(p.Style.ToString(), () => new Minutely()) with { Execution = p, Interval = new BarInterval(60_000) }).ToArray();
        var (backtest, journal) = Bench.Run(Bench.Linear, tape, new BacktestSettings { Fill = FillModelKind.Quotes, Latency = LatencyModel.FromMilliseconds(20, 20) }, arms);
        Assert.All(journal.Fills.Where(f => f.Arm == 0), f => Assert.Equal(Liquidity.Taker, f.Liquidity));
        var patient = journal.Fills.Where(f => f.Arm == 1).ToList();
        Assert.True(patient.Count(f => f.Liquidity == Liquidity.Maker) > 0.7 * patient.Count, $"{patient.Count(f => f.Liquidity == Liquidity.Maker)} of {patient.Count}");
        Assert.True(backtest.Engine.Arms[1].Ledger.FeesPaid < 0.7m * backtest.Engine.Arms[0].Ledger.FeesPaid);
    }

    [Fact]
    public void A_way_of_execution_is_written_in_words()
    {
        Assert.Same(ExecutionPolicy.Taker, ExecutionText.Parse("taker"));
        Assert.Equal(ExecutionPolicy.PatientMaker(10), ExecutionText.Parse("maker"));
        Assert.Equal(ExecutionPolicy.PatientMaker(2.5, 3, takesAtLimit: false), ExecutionText.Parse("maker:patience=2.5,reprice=3,take=0"));
        Assert.Equal(ExecutionPolicy.Timed(30, 15, rests: true), ExecutionText.Parse("timed"));
        Assert.Equal(ExecutionPolicy.Timed(5, 60, rests: false), ExecutionText.Parse("timed:patience=5,horizon=60,rests=0"));
        foreach (var text in new[] { "", "Maker", "maker:patience=0", "maker:patience", "maker:patience=NaN", "maker:horizon=5", "timed:rests=2", "maker:reprice=0.5", "taker:patience=1" })
            Assert.Contains("Known: taker; maker", Assert.Throws<FormatException>(() => ExecutionText.Parse(text)).Message, StringComparison.Ordinal);
    }

    private (TradingEngine Engine, HandExchange Exchange) World(ExecutionPolicy policy)
    {
        var (engine, exchange, _) = HandExchange.World(null, Bench.Arm("patient", () => _strategy) with { Execution = policy });
        return (engine, exchange);
    }

    private void Want(HandExchange exchange, double level, double seconds, double bid, double ask)
    {
        _strategy.Level = level;
        exchange.Quote(seconds, bid, ask);
    }

    private sealed class SwitchStrategy : Strategy
    {
        public double Level { get; set; }

        public double Stop { get; set; } = double.NaN;

        public override int WarmUp => 0;

        public override MarketNeeds Needs => MarketNeeds.Quotes;

        public override void OnQuote(int leg, in Quote quote, Targets targets) => targets.Set(leg, new Signal(Level, Stop));
    }

    private sealed class Minutely : TargetStrategy
    {
        private int _bar;

        public override int WarmUp => 0;

        protected override Signal OnBar(in Bar bar) => new((_bar++ % 3) - 1);

        protected override Reason Explain() => default;
    }
}
