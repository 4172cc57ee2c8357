using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Engine;

/// <summary>A live run looks at history before it trades.</summary>
public sealed class WarmUpTests
{
    private static readonly EngineSettings Waits = new() { TradesAtOnce = false };

    private static void WarmUp(HandExchange exchange, int minute, double price)
    {
        var bar = Bench.Bar(minute - 1, price, price, price, price);
        bar.Flags |= MarketEventFlags.WarmUp;
        exchange.Engine.Handle(in bar);
    }

    [Fact]
    public void Nothing_is_traded_before_the_beginning_and_then_the_standing_level_is_entered()
    {
        var (engine, exchange, journal) = HandExchange.World(Waits, Bench.Arm("a", () => new ScriptedStrategy(Signal.Flat, Signal.Long)));
        for (var i = 1; i <= 5; i++) WarmUp(exchange, i, 100 + i);
        exchange.Quote(301, 104.9, 105.1);
        Assert.Contains("warming up", exchange.Buy(1).Problem);
        Assert.Empty(exchange.Sent);
        Assert.Empty(journal.Decisions);
        Assert.Empty(journal.EquityPoints);
        Assert.False(engine.IsTrading);
        Assert.Equal(5, engine.Arms[0].Observations);

        Assert.True(exchange.Tell(new OperatorCommand(OperatorCommandKind.BeginTrading, OperatorCommand.AllArms, default)).IsDone);
        Assert.True(engine.IsTrading);
        Assert.Equal((Side.Buy, 1m, 105m), (exchange.Sent[0].Side, exchange.Sent[0].Quantity.ToDecimal(), exchange.Sent[0].DecisionPrice.ToDecimal()));
        Assert.Equal(1_000_000m, engine.Arms[0].Ledger.Cash);
        Assert.Single(journal.EquityPoints);
    }

    [Fact]
    public void A_quoting_arm_quotes_from_the_first_prices_after_the_beginning()
    {
        var (_, exchange, _) = HandExchange.World(Waits, Bench.Arm("mm", () => new PlanQuoter((99, 101))));
        WarmUp(exchange, 1, 100);
        exchange.Quote(61, 99.9, 100.1);
        Assert.Empty(exchange.Sent);
        exchange.Tell(new OperatorCommand(OperatorCommandKind.BeginTrading, OperatorCommand.AllArms, default));
        exchange.Quote(62, 99.9, 100.1);
        Assert.Equal([99m, 101m], exchange.Sent.Select(o => o.Price.ToDecimal()));
    }

    [Fact]
    public void History_in_finer_bars_builds_the_arms_own_and_live_trades_go_on_with_the_bar_begun()
    {
        var seen = new List<Bar>();
        var arm = Bench.Arm("a", () => new BarKeeper(seen)) with { Interval = BarInterval.Parse("5m") };
        var (_, exchange, _) = HandExchange.World(Waits, arm);
        var offset = (int)(Bench.Start.Nanoseconds / (60 * Timestamp.NanosecondsPerSecond) % 5);
        var first = 5 - offset;
        for (var i = first + 1; i <= first + 7; i++) WarmUp(exchange, i, 100 + i);
        Assert.Single(seen);
        Assert.Equal(100 + first + 1, seen[0].Open.ToDouble());
        Assert.Equal(100 + first + 5, seen[0].Close.ToDouble());
        exchange.Tell(new OperatorCommand(OperatorCommandKind.BeginTrading, OperatorCommand.AllArms, default));
        var time = HandExchange.At((first + 8) * 60);
        exchange.Engine.Handle(MarketEvent.FromTrade(0, time, time, Price.FromDecimal(150), Quantity.FromDecimal(1), Side.Buy));
        exchange.Clock((first + 10) * 60);
        Assert.Equal(2, seen.Count);
        Assert.Equal((100.0 + first + 6, 150.0), (seen[1].Open.ToDouble(), seen[1].Close.ToDouble()));
    }

    private sealed class BarKeeper(List<Bar> seen) : TargetStrategy
    {
        public override int WarmUp => 0;

        protected override Signal OnBar(in Bar bar)
        {
            seen.Add(bar);
            return Signal.Hold;
        }

        protected override Reason Explain() => default;
    }
}
