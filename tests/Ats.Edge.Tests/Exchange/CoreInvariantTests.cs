using System.Text;
using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.State;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Edge.Tests.Exchange;

/// <summary>Random commands of every kind; between them the books of the exchange must agree with each other.</summary>
public sealed class CoreInvariantTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Reservations_counts_positions_and_wallets_agree_after_any_commands(int seed)
    {
        var bench = new CoreBench(20_000);
        bench.Core.Deposit(bench.Account, "BTC", 0.3m);
        var random = new Rng((ulong)seed);
        for (var i = 0; i < 1500; i++)
        {
            Act(bench, random);
            if (i % 10 == 0) Check(bench);
        }

        Check(bench);
        Assert.Contains(bench.Account.Orders.Values, o => o.State == OrderState.Filled);
        Assert.Contains(bench.Account.Orders.Values, o => o.State == OrderState.Deactivated);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void A_state_read_back_from_its_log_is_the_state_that_was(int seed)
    {
        var root = Directory.CreateTempSubdirectory("ats-state-").FullName;
        var bench = new CoreBench(20_000);
        bench.Core.Deposit(bench.Account, "BTC", 0.3m);
        using (var log = new StateLog(root, bench.Core))
        {
            log.Begin(bench.Core.Clock.Start);
            bench.Recorder.Log = log;
            var random = new Rng((ulong)seed);
            for (var i = 0; i < 800; i++)
            {
                Act(bench, random);
                log.Commit(bench.Core);
                foreach (var order in bench.Core.DirtyOrders) order.Dirty = false;
                bench.Core.DirtyOrders.Clear();
            }
        }

        var core = new ExchangeCore(new QuietMarket(), rules => new MatchingEngine(rules), new Recorder());
        var account = core.Register(1, "k", "s");
        using (var log = new StateLog(root, core)) Assert.True(log.Load());
        for (var i = 0; i < core.Listings.Count; i++) core.Listings[i].Mark = bench.Core.Listings[i].Mark;
        Check(account);
        Assert.Equal(Tell(bench.Account), Tell(account));
        Directory.Delete(root, recursive: true);
    }

    /// <summary>An account in words: orders as the stream shows them, coins, positions, what rests where.</summary>
    private static List<string> Tell(Account account)
    {
        var told = new List<string>();
        foreach (var order in account.Orders.Values.OrderBy(o => o.Id))
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer)) OrderRow.Write(json, order, stream: true);
            told.Add(Encoding.UTF8.GetString(buffer.ToArray()));
        }

        told.AddRange(account.Coins.Values.Select(c => $"{c.Coin} {c.Wallet:0.####################} {c.Locked:0.####################} {c.CumRealised:0.####################}"));
        foreach (var holding in account.Holdings)
        {
            var position = holding.Positions[0];
            told.Add($"{position.Size} {position.EntryValue:0.####################} {position.CurRealised:0.####################} {position.CumRealised:0.####################} {position.Seq} {holding.BuyOrderValue:0.####################} {holding.SellOrderValue:0.####################} {holding.OpenOrders} {holding.OpenConditional}");
        }

        told.Add($"{account.Executions.Count} {account.ClosedPnl.Count} {account.WalletChanges.Count} {account.UsedLinks.Count}");
        return told;
    }

    private static void Act(CoreBench bench, Rng random)
    {
        var linear = random.Next(2) == 0;
        var near = 50_000m + (random.Next(400) - 200);
        switch (random.Next(8))
        {
            case 0 or 1:
                bench.Quote(linear ? CoreBench.Linear : CoreBench.Spot, random.Next(2) == 0 ? Side.Buy : Side.Sell, near, 0.001m * (1 + random.Next(80)), random.Next(2) == 0 ? TimeInForce.Gtc : TimeInForce.Ioc);
                break;
            case 2 or 3 or 4:
                bench.Create(NewOrder(random, linear, near));
                break;
            case 5:
                if (Pick(bench, random) is { } cancelled) bench.Core.Orders.CancelBySystem(cancelled, CancelKind.CancelByUser);
                break;
            case 6:
                if (Pick(bench, random) is { } amended)
                    bench.Core.Orders.Amend(bench.Account, bench.Read($$"""{"category":"{{amended.Listing.Category}}","symbol":"BTCUSDT","orderId":"{{amended.OrderIdText}}","qty":"{{0.001m * (1 + random.Next(60))}}","price":"{{near}}"}"""));
                break;
            default:
                bench.SetMark(CoreBench.Linear, near);
                bench.Core.Positions.TradingStop(bench.Account, bench.Read($$"""{"category":"linear","symbol":"BTCUSDT","tpslMode":"{{(random.Next(2) == 0 ? "Full" : "Partial")}}","positionIdx":0,"takeProfit":"{{near + random.Next(300) - 150}}","stopLoss":"{{near + random.Next(300) - 150}}","tpSize":"0.002","slSize":"0.002"}"""));
                break;
        }
    }

    private static string NewOrder(Rng random, bool linear, decimal near)
    {
        var fields = new List<string>
        {
            $"\"category\":\"{(linear ? "linear" : "spot")}\"", "\"symbol\":\"BTCUSDT\"", $"\"side\":\"{(random.Next(2) == 0 ? "Buy" : "Sell")}\"",
            $"\"qty\":\"{0.001m * (1 + random.Next(60))}\"", $"\"price\":\"{near}\"", $"\"orderType\":\"{(random.Next(3) == 0 ? "Market" : "Limit")}\"",
            $"\"timeInForce\":\"{new[] { "GTC", "GTC", "IOC", "FOK", "PostOnly" }[random.Next(5)]}\"", $"\"smpType\":\"{new[] { "None", "CancelMaker", "CancelTaker", "CancelBoth" }[random.Next(4)]}\"",
        };
        if (!linear) fields.Add("\"marketUnit\":\"baseCoin\"");
        if (random.Next(4) == 0) fields.Add($"\"reduceOnly\":{(linear ? "true" : "false")}");
        if (random.Next(4) == 0) fields.Add($"\"triggerPrice\":\"{50_000 + random.Next(400) - 200}\",\"triggerDirection\":{1 + random.Next(2)}");
        if (random.Next(6) == 0) fields.Add("\"orderFilter\":\"tpslOrder\"");
        if (random.Next(4) == 0) fields.Add($"\"takeProfit\":\"{near + random.Next(300) - 150}\",\"stopLoss\":\"{near + random.Next(300) - 150}\",\"tpslMode\":\"{(random.Next(2) == 0 ? "Full" : "Partial")}\"");
        return "{" + string.Join(',', fields) + "}";
    }

    private static AccountOrder? Pick(CoreBench bench, Rng random) =>
        bench.Account.Open.Count == 0 ? null : bench.Account.Open.Values.ElementAt(random.Next(bench.Account.Open.Count));

    private static void Check(CoreBench bench) => Check(bench.Account);

    private static void Check(Account account)
    {
        Assert.All(account.Orders.Values, o => Assert.Equal(o.IsOpen, account.Open.ContainsKey(o.Id)));
        foreach (var holding in account.Holdings) Check(account, holding);
        foreach (var coin in account.Coins.Values)
        {
            Assert.Equal(account.Open.Values.Where(o => o.LockedCoin == coin.Coin).Sum(o => o.Locked), coin.Locked);
            Assert.True(coin.Locked >= 0);
            if (coin.Coin == "BTC") Assert.True(coin.Wallet >= coin.Locked, $"{coin.Wallet} BTC, {coin.Locked} locked");
            decimal changes = 0;
            for (var i = 0; i < account.WalletChanges.Count; i++) changes += account.WalletChanges[i].Coin == coin.Coin ? account.WalletChanges[i].Change : 0;
            Assert.Equal(changes, coin.Wallet);
        }
    }

    private static void Check(Account account, Holding holding)
    {
        var open = account.Open.Values.Where(o => o.Listing == holding.Listing).ToList();
        var waiting = open.Where(o => o.State == OrderState.Untriggered).ToList();
        Assert.Equal(waiting.Count, holding.OpenConditional);
        Assert.Equal(open.Count - waiting.Count, holding.OpenOrders);
        Assert.Equal(waiting.Select(o => o.Id).Order(), holding.Listing.Waiting.Select(o => o.Id).Order());
        foreach (var order in open.Except(waiting))
        {
            Assert.True(holding.Listing.Book.TryFind(order.Id, out var working));
            Assert.Equal((order.Unfilled, order.Price), (working.Remaining, working.Order.Price));
        }

        if (!holding.Listing.IsLinear) return;
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            var value = open.Except(waiting).Where(o => o.Side == side && !o.ReduceOnly && !o.CloseOnTrigger).Sum(o => FixedPoint.Notional(o.Price, o.Unfilled));
            Assert.Equal(value, side == Side.Buy ? holding.BuyOrderValue : holding.SellOrderValue);
        }

        Assert.Equal(holding.Positions[0].Size, holding.Listing.Book.Position(MatchDesk.Owner(account, 0)));
        Assert.True(holding.Positions[0].EntryValue >= 0);
        Assert.Equal(holding.Positions[0].Size.IsZero, holding.Positions[0].EntryValue == 0);
        if (holding.Positions[0].Size.IsZero) Assert.DoesNotContain(waiting, o => o.IsTpSl);
        Assert.All(waiting.Where(o => o.IsTpSl && !o.PartialProtection), o => Assert.Equal(holding.Positions[0].Size.Abs(), o.Quantity));
    }
}
