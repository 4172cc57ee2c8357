using Ats.Bybit.Exchange.Core;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Server.Runs;
using Ats.Server.Trading;
using Ats.Storage;

namespace Ats.Edge.Tests.Live;

/// <summary>After a contest has become quiet: everything the exchange knows and everything we have on record must be one story.</summary>
internal static class Audit
{
    /// <summary>What the exchange has of one of our orders.</summary>
    private sealed record Theirs(bool IsOpen, decimal Filled, int Fills, decimal Fees);

    /// <summary>Compares while the contest still lives, then stops it and replays every run. Returns orders and fills checked.</summary>
    public static async Task<(int Orders, int Fills)> RunAsync(ContestWorld world)
    {
        var contest = world.Contest!;
        var view = contest.Status().Reconciliation;
        Assert.True(view.IsEqual, "shown: " + string.Join("; ", view.Differences));
        Assert.Null(contest.Status().Fault);
        Assert.Equal(0, contest.Parts.Tracker.Orphans);
        var (orders, positions, wallet, paid, foreign) = await world.Exchange.AskAsync(l => Read(l.Core, contest));
        Assert.Equal(0, foreign);
        await contest.StopAsync(TimeSpan.FromSeconds(5));
        Books(contest, positions, wallet);
        await world.KillAsync();
        var journal = JournalStore.OpenReader(world.JournalFile);
        using var disposable = journal as IDisposable;
        var counts = Orders(journal, orders, new OrderLinks(contest.Parts.Record.ContestId), paid);
        foreach (var (link, times) in world.Line.Created) Assert.True(times == 1, $"{link} was sent {times} times");
        Replays(journal);
        return counts;
    }

    private static (Dictionary<string, Theirs> Orders, decimal[] Positions, decimal Wallet, (decimal Fees, decimal Funding) Paid, int Foreign) Read(ExchangeCore core, LiveContest live)
    {
        var contest = live.Parts.Record.ContestId;
        var account = core.Accounts[0];
        var fills = new Dictionary<long, (int Count, decimal Quantity, decimal Fee)>();
        decimal fees = 0, funding = 0;
        for (var i = 0; i < account.Executions.Count; i++)
        {
            var row = account.Executions[i];
            if (row.Kind == ExecutionKind.Funding)
            {
                funding += row.Fee;
                continue;
            }

            fees += row.Fee;
            var had = fills.GetValueOrDefault(row.OrderId);
            fills[row.OrderId] = (had.Count + 1, had.Quantity + row.Quantity.ToDecimal(), had.Fee + row.Fee);
        }

        var ours = account.Orders.Values.Where(o => o.LinkId.StartsWith(contest, StringComparison.Ordinal)).ToDictionary(
            o => o.LinkId,
            o =>
            {
                var (count, quantity, fee) = fills.GetValueOrDefault(o.Id);
                Assert.Equal(o.Filled.ToDecimal(), quantity);
                return new Theirs(o.IsOpen, quantity, count, fee);
            });
        var positions = live.Instruments.Select(i => i.Kind == ContractKind.Spot
            ? account.Coins[i.Base.Code].Wallet - live.Parts.Record.UnallocatedCoins[i.Base.Code]
            : account.Holding(core.FindListing("linear", i.Id.Symbol)!).Positions[0].Size.ToDecimal()).ToArray();
        var foreign = account.Orders.Values.Count(o => o.Stop == StopKind.None && o.Create != CreateKind.CreateByLiq && !o.LinkId.StartsWith(contest, StringComparison.Ordinal));
        return (ours, positions, account.Coins["USDT"].Wallet, (fees, funding), foreign);
    }

    private static void Books(LiveContest contest, decimal[] positions, decimal wallet)
    {
        var parts = contest.Parts;
        Assert.True(Math.Abs(parts.Books.Wallet - wallet) <= 0.00000001m, $"our wallet {parts.Books.Wallet}, theirs {wallet}");
        var equity = parts.Record.Unallocated;
        for (short i = 0; i < contest.Instruments.Count; i++)
        {
            var held = parts.Engine.Arms.SelectMany(a => a.Legs).Where(l => l.InstrumentIndex == i).Sum(HeldBy);
            Assert.Equal(positions[i], held);
            Assert.Equal(positions[i], parts.Tracker.NetOf(i));
        }

        foreach (var arm in parts.Engine.Arms)
        {
            Assert.Equal(0m, arm.Ledger.Imbalance());
            equity += arm.Ledger.Cash - arm.Legs.Where(l => l.Instrument.Kind != ContractKind.Spot).Sum(l => l.Position.Basis);
            foreach (var leg in arm.Legs)
            {
                if (leg.Instrument.Kind == ContractKind.Spot)
                {
                    Assert.True(leg.Position.Quantity.Raw >= 0 && arm.Ledger.Cash >= 0, $"{arm.Name} is below zero");
                    Assert.InRange(leg.Coins - leg.Position.Quantity.ToDecimal(), 0m, 0.000000009999m);
                }

                Assert.Equal(HeldBy(leg), parts.Tracker.HeldBy(arm.Index, leg.InstrumentIndex));
                Assert.Empty(leg.WorkingOrders);
            }
        }

        // Positions being equal, equities are equal at every mark when these are.
        var account = parts.Books.Wallet - contest.Instruments.Select((_, i) => parts.Books.BasisOf((short)i)).Sum();
        Assert.True(Math.Abs(account - equity) <= 0.00000001m, $"the arms' equity at mark 0 is {equity}, the account's {account}");
    }

    private static decimal HeldBy(ArmLeg leg) => leg.Instrument.Kind == ContractKind.Spot ? leg.Coins : leg.Position.Quantity.ToDecimal();

    private static (int Orders, int Fills) Orders(IJournalReader journal, Dictionary<string, Theirs> theirs, OrderLinks links, (decimal Fees, decimal Funding) paid)
    {
        var sent = new Dictionary<string, bool>(StringComparer.Ordinal);
        var fills = new Dictionary<string, (int Count, decimal Quantity, decimal Fee)>(StringComparer.Ordinal);
        decimal fees = 0, funding = 0;
        var count = 0;
        var lastInputs = journal.Runs().ToDictionary(r => r.Id, r => journal.Summary(r.Id) is null ? journal.Read(r.Id, JournalKind.Inputs).Select(e => e.Sequence).DefaultIfEmpty(0).Max() : long.MaxValue);
        foreach (var (run, entry) in journal.Runs().SelectMany(r => journal.Read(r.Id, JournalKind.Order | JournalKind.OrderEvent).Select(e => (r, e))))
        {
            if (entry.Fact is OrderIntent intent)
            {
                // What a timer decides is journaled before the input that fired it: killed between the two, it never left and its name is free.
                Assert.True(!sent.TryGetValue(links.Of(intent.Id), out var freed) || freed, $"{intent.Id} is journaled twice");
                sent[links.Of(intent.Id)] = entry.Sequence == lastInputs[run.Id];
            }

            if (entry.Fact is OrderEvent { Kind: OrderEventKind.Funding } word) funding += word.Fee;
            if (entry.Fact is not OrderEvent { Kind: OrderEventKind.Filled } fill) continue;
            fees += fill.Fee;
            if (fill.Order.Intent == 0) continue;
            count++;
            var had = fills.GetValueOrDefault(links.Of(fill.Order));
            fills[links.Of(fill.Order)] = (had.Count + 1, had.Quantity + fill.Quantity.ToDecimal(), had.Fee + fill.Fee);
        }

        foreach (var (link, order) in theirs)
        {
            Assert.True(sent.ContainsKey(link), $"{link} is at the exchange and was never journaled");
            Assert.False(order.IsOpen, $"{link} is open at the exchange and closed here");
            var ours = fills.GetValueOrDefault(link);
            Assert.True((order.Fills, order.Filled, order.Fees) == (ours.Count, ours.Quantity, ours.Fee), $"{link}: {order} there, {ours} here");
        }

        foreach (var link in fills.Keys) Assert.True(theirs.ContainsKey(link), $"{link} has fills here and is unknown at the exchange");
        Assert.Equal(paid.Fees, fees);
        Assert.Equal(paid.Funding, funding);
        return (sent.Count, count);
    }

    /// <summary>Every run from its log alone: the recorded hash where it ended in order, and the books that the next run took over.</summary>
    private static void Replays(IJournalReader journal)
    {
        LiveRecord? next = null;
        foreach (var run in journal.Runs().Reverse())
        {
            var record = LiveRecord.TryParse(run.Settings)!;
            var engine = LiveReplay.Run(record, journal.Read(run.Id, JournalKind.Inputs));
            if (next is not null)
            {
                var carried = next with { Carry = engine.Capture() };
                Assert.Equal(next.ToJson(), carried.ToJson());
            }

            if (journal.Summary(run.Id) is { } summary) Assert.Equal(summary.StateHash, engine.StateHash.ToString());
            next = record;
        }
    }
}
