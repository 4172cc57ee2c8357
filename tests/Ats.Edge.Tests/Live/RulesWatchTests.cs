using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Server.Settings;

namespace Ats.Edge.Tests.Live;

/// <summary>The exchange changes its rules while a contest runs on it.</summary>
public sealed class RulesWatchTests
{
    private static readonly IReadOnlyList<ArmEntry> Arms = [.. ContestWorld.Restless.Where(a => a.Name is "a" or "e")];

    [Fact]
    public async Task A_changed_rule_binds_new_orders_and_a_closed_instrument_stops_with_a_reason_until_it_opens_again()
    {
        await using var world = await ContestWorld.StartAsync(31, arms: Arms);
        var contest = await world.StartContestAsync();
        await ContestWorld.UntilAsync(() => contest.Tap.Fills(500).Count(f => f.Arm == 0) > 3, () => "fills");

        await ChangeAsync(world, r => r with { LotSize = Quantity.FromDecimal(0.01m), MinQuantity = Quantity.FromDecimal(0.01m) });
        // Found by the refusal of an order in the old lots.
        await ContestWorld.UntilAsync(() => contest.Instruments[0].LotSize.ToDecimal() == 0.01m, () => "the new lot");
        var orders = contest.View!.Arms[0].Orders;
        await ContestWorld.UntilAsync(() => contest.View!.Arms[0].Orders > orders + 3, () => "orders in the new lot");

        await ChangeAsync(world, r => r with { IsTrading = false });
        await ContestWorld.UntilAsync(() => !contest.Instruments[0].IsTrading, () => "the close");
        await ContestWorld.UntilAsync(() => contest.Tap.Decisions(50, d => d.Arm == 0) is [{ Verdict.Code: DenialCode.InstrumentClosed }, ..], () => "the denial");
        var manual = await contest.Send(new OperatorCommand(OperatorCommandKind.PlaceOrder, 2, default) { Side = Side.Buy, TimeInForce = TimeInForce.Ioc, Type = OrderType.Market, Quantity = Quantity.FromDecimal(0.01m) }, CancellationToken.None);
        Assert.Equal(DenialCode.InstrumentClosed, manual.Verdict.Code);
        var (sent, others) = (contest.View!.Arms[0].Orders, contest.View!.Arms[1].Orders);
        await ContestWorld.UntilAsync(() => contest.View!.Arms[1].Orders > others + 3, () => "the other instrument's orders");
        Assert.Equal(sent, contest.View!.Arms[0].Orders);

        await ChangeAsync(world, r => r with { IsTrading = true });
        await ContestWorld.UntilAsync(() => contest.View!.Arms[0].Orders > sent, () => "orders after it opened again");
        await world.QuietenAsync();
        // Replays among others: the rules change there too.
        await Audit.RunAsync(world);
    }

    private static Task ChangeAsync(ContestWorld world, Func<TradingRules, TradingRules> change) => world.Exchange.AskAsync(l =>
    {
        var listing = l.Core.FindListing("linear", "BTCUSDT")!;
        var rules = change(TradingRules.Of(listing.Rules));
        l.Core.ChangeRules(listing, in rules);
        return 0;
    });
}
