using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Sockets;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Settings;

namespace Ats.Edge.Tests.Live;

/// <summary>Arms on spot: a buy's fee is taken out of the coins bought, and books and account agree to the last digit all the same.</summary>
public sealed class SpotContestTests
{
    private const string Btc = "bybit:spot:BTCUSDT";
    private const string Eth = "bybit:spot:ETHUSDT";

    private static readonly IReadOnlyList<ArmEntry> Arms =
    [
        new() { Strategy = "random:hold=1", Name = "a", Interval = "50ms", Sizing = new SizingSettings { Quantity = 0.012347 } },
        new() { Strategy = "random:hold=2", Name = "b", Interval = "70ms", Sizing = new SizingSettings { Fraction = 1 } },
        new() { Strategy = "random:hold=1", Name = "e", Interval = "60ms", Sizing = new SizingSettings { Notional = 777 }, Instruments = [Eth] },
        new() { Strategy = "market-maker:period=1,least=0,step=0,gamma=0.001,kappa=50,limit=5", Name = "m", Interval = "40ms", Sizing = new SizingSettings { Quantity = 0.0213 } },
        new() { Strategy = "random:hold=1", Name = "perpetual", Interval = "60ms", Sizing = new SizingSettings { Quantity = 0.011 }, Instruments = ["bybit:linear:BTCUSDT"] },
    ];

    /// <summary>Arms that trade at random and in haste lose steadily.</summary>
    private static readonly Dictionary<string, double> Unlimited = new[] { "losing-streak", "loss-per-day-share", "drawdown", "total-loss-per-day-share", "total-drawdown" }.ToDictionary(n => n, _ => double.NaN);

    [Fact]
    public async Task Spot_arms_trade_beside_a_perpetual_one_and_the_books_are_exact_over_a_restart()
    {
        await using var world = await StartAsync(41, new FaultPlan { Duplicate = 0.2, Reorder = 0.2, Partial = 0.3, LateFillMs = 120 });
        var contest = await world.StartContestAsync();
        await TradesAsync(world);
        await world.Exchange.AskAsync(l => l.Disconnect(ChannelKind.Private));
        await TradesAsync(world);
        await world.KillAsync();
        contest = await world.StartContestAsync();
        await TradesAsync(world);
        await ContestWorld.UntilAsync(() => contest.Tap.RoundTrips(500).Any(t => t.Instrument == 0), () => "a round trip on spot");
        await contest.Send(new OperatorCommand(OperatorCommandKind.Flatten, OperatorCommand.AllArms, default) { Actor = "test" }, CancellationToken.None);
        await ContestWorld.UntilAsync(() => contest.View!.Positions.All(p => p.Quantity * p.Mark < 5m), () => "what is left to be too small to sell: " + string.Join("; ", contest.View!.Positions));
        await world.QuietenAsync();
        var view = contest.View!;
        Assert.All(view.Arms, a => Assert.True(a.Cash > 0 && (a.Fees > 0 || a.Fills == 0), $"{a.Name}: cash {a.Cash}, fees {a.Fees}, orders {a.Orders}"));
        Assert.DoesNotContain(view.Arms, a => a.State == "halted");
        await Audit.RunAsync(world);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(24)]
    [InlineData(36)]
    public async Task No_order_on_spot_is_lost_duplicated_or_misbooked_whatever_fails(ulong seed) => await FaultScenario.Of(seed).RunAsync(Arms, Change);

    private static Task<ContestWorld> StartAsync(ulong seed, FaultPlan faults) => ContestWorld.StartAsync(seed, faults, arms: Arms, change: s => Change(s) with { Limits = Unlimited });

    private static LiveSettings Change(LiveSettings s) => s with { Instruments = [Btc, Eth, "bybit:linear:BTCUSDT"] };

    private static async Task TradesAsync(ContestWorld world)
    {
        var contest = world.Contest!;
        int Fills(int arm) => contest.Tap.Fills(2000).Count(f => f.Arm == arm);
        // Of those that take: whether a quote is hit is the market's affair.
        var takers = Enumerable.Range(0, Arms.Count).Where(i => Arms[i].Strategy.StartsWith("random", StringComparison.Ordinal)).ToArray();
        var before = takers.Select(Fills).ToArray();
        await ContestWorld.UntilAsync(() => takers.Select((arm, i) => Fills(arm) - before[i]).All(n => n >= 4), () => "fills of every arm: " + string.Join(' ', Enumerable.Range(0, Arms.Count).Select(Fills)) + " " + world.Describe());
    }
}
