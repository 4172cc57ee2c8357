using Ats.Bybit.Exchange.Faults;
using Ats.Domain;
using Ats.Edge.Tests.Exchange;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Server.Settings;

namespace Ats.Edge.Tests.Live;

/// <summary>Differences are shown when they are real, and never otherwise.</summary>
public sealed class ReconciliationTests
{
    [Fact]
    public async Task A_strangers_trade_on_the_account_is_shown_and_gone_when_it_is_undone()
    {
        await using var world = await ContestWorld.StartAsync(11, arms: Nobody);
        var contest = await StartQuietAsync(world);
        using var stranger = new ExchangeClient(world.Exchange);
        await TradeAsync(stranger, "Buy", "0.25");
        await ContestWorld.UntilAsync(() => !contest.Status().Reconciliation.IsEqual, () => "the difference");
        var difference = contest.Status().Reconciliation.Differences.Single(d => d.What == "net size");
        Assert.Equal(("0", "0.25"), (difference.Ours, difference.Theirs));
        await TradeAsync(stranger, "Sell", "0.25");
        await ContestWorld.UntilAsync(() => contest.Status().Reconciliation.Differences.All(d => d.What != "net size"), () => "no difference");
        Assert.True(contest.Parts.Tracker.Foreign >= 2);
    }

    [Fact]
    public async Task Under_load_with_late_and_reordered_words_no_difference_is_ever_shown()
    {
        await using var world = await ContestWorld.StartAsync(12, new FaultPlan { DelayMs = 60, LateFillMs = 200, Reorder = 0.3, Duplicate = 0.3 }, arms: [.. ContestWorld.Restless.Where(a => a.Name is "m" or "n")]);
        var contest = await world.StartContestAsync();
        var shown = new List<string>();
        await ContestWorld.UntilAsync(
            () =>
            {
                shown.AddRange(contest.Status().Reconciliation.Differences.Where(d => d.What != "stop of last resort").Select(d => d.ToString()));
                return contest.Status().Reconciliation.Checks >= 6;
            },
            () => "six comparisons");
        await world.QuietenAsync();
        Assert.Empty(shown);
        Assert.True(contest.Tap.Fills(100).Count > 0);
        await Audit.RunAsync(world);
    }

    [Fact]
    public async Task Nothing_is_sent_after_a_reconnect_before_what_happened_meanwhile_is_booked()
    {
        await using var world = await ContestWorld.StartAsync(15, arms: Nobody, market: new MovableMarket());
        var market = (MovableMarket)world.Market;
        var contest = await StartQuietAsync(world);
        var parts = contest.Parts;
        for (var round = 0; round < 5; round++)
        {
            var (held, connection) = (parts.Tracker.NetOf(0), parts.Board.LiveConnection("private"));
            await contest.Send(Command(contest, Side.Buy, 0.1m) with { Type = OrderType.Limit, TimeInForce = TimeInForce.Gtc, Price = Price.FromDecimal(49_900) }, CancellationToken.None);
            await ContestWorld.UntilAsync(() => parts.Tracker.Open(o => o.AcceptedTold).Count == 1, () => "the order to rest");
            await world.Exchange.AskAsync(l => { l.Disconnect(Ats.Bybit.Exchange.Sockets.ChannelKind.Private); market.Sell(49_900, 0.1m); return 0; });
            await ContestWorld.UntilAsync(() => parts.Board.LiveConnection("private") > connection && parts.Gateway.IsSynchronised, () => "the account to be taken over");
            Assert.Equal(held + 0.1m, parts.Tracker.NetOf(0));
        }

        await world.QuietenAsync();
        await Audit.RunAsync(world);
    }

    [Fact]
    public async Task The_stop_of_last_resort_follows_the_side_and_fires_when_the_process_is_dead_and_the_next_start_books_it()
    {
        await using var world = await ContestWorld.StartAsync(13, arms: Nobody, market: new MovableMarket(), change: s => s with { LastResortStopPercent = 2 });
        var market = (MovableMarket)world.Market;
        var contest = await StartQuietAsync(world);
        await PlaceAsync(contest, Side.Buy, 0.2m);
        await StopAsync(world, stop => stop < 50_000 && stop > 48_900);
        await PlaceAsync(contest, Side.Sell, 0.5m);
        await StopAsync(world, stop => stop > 50_000 && stop < 51_100);
        await PlaceAsync(contest, Side.Buy, 0.5m);
        await StopAsync(world, stop => stop < 50_000);
        await world.KillAsync();
        await world.Exchange.AskAsync(_ => { market.MoveTo(48_000); return 0; });
        await world.Exchange.AskAsync(_ => { market.SetIndex(48_000); return 0; });
        await ContestWorld.UntilAsync(() => SizeAsync(world).GetAwaiter().GetResult() == 0, () => "the stop to fire");
        await StartQuietAsync(world);
        await world.QuietenAsync();
        var manual = world.Contest!.Parts.Engine.Arms[^1];
        Assert.True(manual.Legs[0].Position.IsFlat);
        Assert.True(manual.RealizedPnl < -300, $"realised {manual.RealizedPnl}");
        await Audit.RunAsync(world);
    }

    [Fact]
    public async Task A_stop_that_fires_while_the_contest_lives_is_shared_by_the_arms_that_held()
    {
        await using var world = await ContestWorld.StartAsync(14, arms: Nobody, market: new MovableMarket(), change: s => s with { LastResortStopPercent = 2 });
        var market = (MovableMarket)world.Market;
        var contest = await StartQuietAsync(world);
        await PlaceAsync(contest, Side.Sell, 0.3m);
        await StopAsync(world, stop => stop > 50_000);
        // While the contest lives the stop follows a mark that runs away, so the mark may win the race: then it runs again.
        for (var price = 52_000; contest.Parts.Tracker.NetOf(0) != 0; price += 2_500)
        {
            await world.Exchange.AskAsync(_ => { market.MoveTo(price); market.SetIndex(price); return 0; });
            await ContestWorld.UntilAsync(() => contest.Parts.Tracker.NetOf(0) == 0 || price < 70_000, () => "the stop's execution");
            for (var look = 0; look < 50 && contest.Parts.Tracker.NetOf(0) != 0; look++) await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await ContestWorld.UntilAsync(() => contest.View!.Arms[^1].State == "halted", () => "the halt to be seen");
        Assert.False(contest.View!.Arms[^1].IsLiquidated);
        await contest.Send(new OperatorCommand(OperatorCommandKind.SetState, contest.Arms.Count - 1, default) { State = TradingState.Active, Actor = "test" }, CancellationToken.None);
        await ContestWorld.UntilAsync(() => contest.View!.Arms[^1].State == "active", () => "the arm to trade again");
        await world.QuietenAsync();
        await Audit.RunAsync(world);
    }

    private static readonly IReadOnlyList<ArmEntry> Nobody = [new ArmEntry { Strategy = "cash" }];

    private static async Task<LiveContest> StartQuietAsync(ContestWorld world) => await world.StartContestAsync();

    private static async Task PlaceAsync(LiveContest contest, Side side, decimal quantity)
    {
        var before = contest.Parts.Tracker.NetOf(0);
        var outcome = await contest.Send(Command(contest, side, quantity), CancellationToken.None);
        Assert.True(outcome.Verdict.IsApproved, outcome.ToString());
        await ContestWorld.UntilAsync(() => contest.Parts.Tracker.NetOf(0) == before + (side.Sign() * quantity), () => "the fill");
    }

    private static OperatorCommand Command(LiveContest contest, Side side, decimal quantity) => new(OperatorCommandKind.PlaceOrder, contest.Arms.Count - 1, default)
    {
        Instrument = 0, Side = side, Type = OrderType.Market, TimeInForce = TimeInForce.Ioc, Quantity = Quantity.FromDecimal(quantity), Actor = "test",
    };

    private static Task StopAsync(ContestWorld world, Func<decimal, bool> where) => ContestWorld.UntilAsync(
        () => world.Exchange.AskAsync(l => l.Core.Accounts[0].Open.Values.Where(o => o.IsTpSl).Select(o => o.TriggerPrice.ToDecimal()).ToList()).GetAwaiter().GetResult() is [var stop] && where(stop),
        () => "the stop at the exchange");

    private static Task<decimal> SizeAsync(ContestWorld world) => world.Exchange.AskAsync(l => l.Core.Accounts[0].Holdings.Sum(h => h.Positions[0].Size.ToDecimal()));

    private static async Task TradeAsync(ExchangeClient client, string side, string quantity) =>
        ExchangeClient.Result(await client.PostAsync("/v5/order/create", $$"""{"category":"linear","symbol":"BTCUSDT","side":"{{side}}","orderType":"Market","qty":"{{quantity}}"}"""));
}
