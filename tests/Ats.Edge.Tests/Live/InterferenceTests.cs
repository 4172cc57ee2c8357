using Ats.Bybit.Limits;
using Ats.Domain;
using Ats.Server.Trading;

namespace Ats.Edge.Tests.Live;

/// <summary>Arms on one account do not trade with each other, and what they cost each other is counted.</summary>
public sealed class InterferenceTests
{
    [Fact]
    public async Task Two_arms_never_trade_with_each_other_and_the_cancelled_quote_is_counted_and_made_anew()
    {
        await using var world = await ContestWorld.StartAsync(21);
        var contest = await world.StartContestAsync();
        await ContestWorld.UntilAsync(() => contest.Interference().Sum(i => i.SelfMatchCancels) >= 3, () => "self-match cancels", 60);
        var quoter = contest.Interference().First(i => i.SelfMatchCancels > 0);
        var arm = contest.View!.Arms.First(a => a.Name == quoter.Arm);
        var orders = arm.Orders;
        await ContestWorld.UntilAsync(() => contest.View!.Arms.First(a => a.Name == quoter.Arm).Orders > orders, () => "a new quote");
        await world.QuietenAsync();
        var (trades, cancels) = await world.Exchange.AskAsync(l =>
        {
            var account = l.Core.Accounts[0];
            var rows = Enumerable.Range(0, account.Executions.Count).Select(i => account.Executions[i]).ToList();
            return (rows, account.Orders.Values.Count(o => o.Cancel == Ats.Bybit.Exchange.Core.CancelKind.CancelBySmp));
        });
        // Two sides of one trade share the number of the tape's print.
        Assert.DoesNotContain(trades.GroupBy(t => (t.Listing.Symbol, t.Seq)), g => g.Any(t => t.IsMaker) && g.Any(t => !t.IsMaker));
        Assert.Equal(cancels, contest.Interference().Sum(i => i.SelfMatchCancels));
        Assert.Contains(contest.Interference(), i => i is { TakenNotional: > 0, ImpactBps: not null });
        Assert.True(contest.Interference().Where(i => i.Arm is "a" or "b" or "e").All(i => i.Requests > 0));
        await Audit.RunAsync(world);
    }

    [Fact]
    public void Waits_and_impact_by_hand()
    {
        var meter = new InterferenceMeter();
        var request = new RateRequest(RateGroup.OrderCreate, Ats.Bybit.Wire.Category.Linear, RatePriority.Entry, 2);
        meter.Granted(request, TimeSpan.Zero);
        meter.Granted(request, TimeSpan.FromMilliseconds(30));
        meter.Granted(request, TimeSpan.FromMilliseconds(10));
        meter.Granted(request with { Arm = 0 }, TimeSpan.FromMilliseconds(99));
        meter.Took(1, Side.Buy, Price.FromDecimal(101), Quantity.FromDecimal(1), Price.FromDecimal(100));
        meter.Took(1, Side.Sell, Price.FromDecimal(100), Quantity.FromDecimal(3), Price.FromDecimal(100));
        meter.Took(1, Side.Sell, Price.FromDecimal(90), Quantity.FromDecimal(3), Price.Zero);
        var view = meter.Views(["a", "b"])[1];
        Assert.Equal((3, 2, 20.0, 30.0), (view.Requests, view.RateWaits, view.MeanWaitMs, view.LongestWaitMs));
        Assert.Equal(400m, view.TakenNotional);
        Assert.Equal(25.0, view.ImpactBps!.Value, 9);
        Assert.Equal(0, meter.Views(["a", "b"])[0].Requests);
    }
}
