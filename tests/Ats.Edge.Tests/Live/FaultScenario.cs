using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Sockets;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Settings;

namespace Ats.Edge.Tests.Live;

/// <summary>One bad day, drawn from a seed.</summary>
internal sealed record FaultScenario(ulong Seed, FaultPlan Faults, CutPlan? Cut, ChannelKind?[] Disconnects, bool Restarts, bool StopsInOrder, long KillAtEntry, int LostEntries, bool ExchangeDies, bool RateLimits)
{
    private const int StepMs = 120;

    public static FaultScenario Of(ulong seed)
    {
        var rng = new Rng(seed * 7919);
        var step = CutPlan.Steps[(int)(seed % (ulong)CutPlan.Steps.Count)];
        var faults = new FaultPlan
        {
            Disconnect = rng.Next(3) == 0 ? 0.01 : 0,
            Duplicate = rng.Next(2) == 0 ? 0.3 : 0,
            Reorder = rng.Next(2) == 0 ? 0.3 : 0,
            DropDelta = rng.Next(4) == 0 ? 0.02 : 0,
            RateLimit = rng.Next(4) == 0 ? 0.05 : 0,
            Partial = rng.Next(3) == 0 ? 0.4 : 0,
            DelayMs = rng.Next(3) == 0 ? rng.Next(150) : 0,
            LateFillMs = rng.Next(3) == 0 ? rng.Next(700) : 0,
            SkewMs = rng.Next(4) == 0 ? rng.Next(8000) - 4000 : 0,
        };
        var disconnects = Enumerable.Range(0, rng.Next(4)).Select(_ => rng.Next(4) switch { 0 => ChannelKind.Private, 1 => ChannelKind.Trade, 2 => ChannelKind.PublicLinear, _ => (ChannelKind?)null }).ToArray();
        var exchangeDies = rng.Next(12) == 0;
        // A process that starts anew with a clock that goes back would number the past after the future: no exchange does.
        if (exchangeDies) faults = faults with { SkewMs = 0 };
        return new FaultScenario(
            seed, faults, rng.Next(4) > 0 ? new CutPlan(step.Text, step.FromClient, rng.Next(2) == 0, 1 + rng.Next(6), 1 + rng.Next(3)) : null, disconnects,
            rng.Next(5) == 0, rng.Next(4) == 0, rng.Next(3) == 0 ? long.MaxValue / 2 : 200 + rng.Next(6000), rng.Next(300), exchangeDies, rng.Next(10) == 0);
    }

    public override string ToString() =>
        $"{Faults} cut {Cut}, disconnects {string.Join(' ', Disconnects)}, {(Restarts ? "restart, " : "")}{(StopsInOrder ? "stopped in order" : "killed")}, dies at entry {KillAtEntry} + {LostEntries}{(ExchangeDies ? ", exchange dies" : "")}{(RateLimits ? ", rate limits" : "")}";

    public async Task<(int Orders, int Fills, int Cuts, bool Killed)> RunAsync(IReadOnlyList<ArmEntry>? arms = null, Func<LiveSettings, LiveSettings>? change = null)
    {
        await using var world = await ContestWorld.StartAsync(Seed, limits: RateLimits, durable: ExchangeDies, arms: arms, change: change);
        await world.StartContestAsync(KillAtEntry, LostEntries);
        await world.FaultsAsync(Faults);
        if (Cut is not null) world.Line.Arm(Cut);
        var rng = new Rng(Seed);
        foreach (var kind in Disconnects)
        {
            await StepAsync(world, rng);
            await world.Exchange.AskAsync(l => l.Disconnect(kind));
        }

        if (Restarts) await world.Exchange.AskAsync(l => { l.PretendRestart(150); return 0; });
        for (var i = 0; i < 5; i++) await StepAsync(world, rng);
        var killed = world.Journal.Died.IsCompleted || !StopsInOrder;
        await EndAsync(world, killed);
        if (ExchangeDies) await world.RestartExchangeAsync();
        await ContestWorld.UntilAsync(() => !world.Exchange.Loop.IsDown, () => "the exchange");
        var before = await OrdersAsync(world);
        await world.FaultsAsync(Faults with { RateLimit = 0, Disconnect = 0 });
        await world.StartContestAsync();
        await ContestWorld.UntilAsync(() => OrdersAsync(world).GetAwaiter().GetResult() > before + 3, () => "orders after the restart: " + world.Describe());
        await world.QuietenAsync();
        var (orders, fills) = await Audit.RunAsync(world);
        return (orders, fills, world.Line.Cuts, killed);
    }

    private static Task<int> OrdersAsync(ContestWorld world) => world.Exchange.AskAsync(l => l.Core.Accounts[0].Orders.Values.Count(o => o.LinkId.Length > 0));

    private static Task StepAsync(ContestWorld world, Rng rng) => Task.WhenAny(world.Journal.Died, Task.Delay(StepMs / 2 + rng.Next(StepMs)));

    private async Task EndAsync(ContestWorld world, bool killed)
    {
        if (!killed && !world.Journal.Died.IsCompleted)
        {
            world.Line.Disarm();
            // What the stop cannot bring to an end in this time is the next start's business.
            var stop = world.Contest!.StopAsync(TimeSpan.FromSeconds(1));
            try
            {
                if (await Task.WhenAny(stop, world.Journal.Died) == stop) await stop;
            }
            catch (JournalException)
            {
                // Killed while it stopped.
            }
        }

        await world.KillAsync();
        world.Line.Disarm();
    }
}
