using System.Text.Json;
using Ats.Bybit.Exchange;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Exchange;

public sealed class DurableStateTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ats-exchange-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task What_was_acknowledged_is_there_after_a_crash(int tornBytes)
    {
        var before = Path.Combine(_root, "before");
        var after = Path.Combine(_root, "after");
        Directory.CreateDirectory(after);
        List<string> told;
        string stop;
        await using (var server = await StartAsync(before))
        {
            using var client = new ExchangeClient(server);
            ExchangeClient.Result(await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.02","stopLoss":"60000"}"""));
            ExchangeClient.Result(await client.PostAsync("/v5/order/create", """{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"500"}"""));
            ExchangeClient.Result(await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.03","price":"61000","orderLinkId":"keep"}"""));
            ExchangeClient.Result(await client.PostAsync("/v5/position/set-leverage", """{"category":"linear","symbol":"BTCUSDT","buyLeverage":"7","sellLeverage":"7"}"""));
            told = await TellAsync(client);
            stop = ExchangeClient.Result(await client.GetAsync("/v5/position/list?category=linear&symbol=BTCUSDT")).GetProperty("list")[0].GetProperty("stopLoss").GetString()!;
            // The file as a killed process would leave it: copied while the exchange runs, perhaps with a torn frame at its end.
            var bytes = ReadShared(Path.Combine(before, "exchange.state"));
            await File.WriteAllBytesAsync(Path.Combine(after, "exchange.state"), [.. bytes, .. new byte[tornBytes]], TestContext.Current.CancellationToken);
        }

        await using var reborn = await StartAsync(after);
        using var again = new ExchangeClient(reborn);
        Assert.Equal(told, await TellAsync(again));
        Assert.Equal("60000", stop);
        Assert.Equal(110072, ExchangeClient.Code(await again.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.03","price":"61000","orderLinkId":"keep"}""")));
        ExchangeClient.Result(await again.PostAsync("/v5/order/amend", """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"keep","qty":"0.05"}"""));
        ExchangeClient.Result(await again.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"1","reduceOnly":true}"""));
        var position = ExchangeClient.Result(await again.GetAsync("/v5/position/list?category=linear&symbol=BTCUSDT")).GetProperty("list")[0];
        Assert.Equal(("0", "7"), (position.GetProperty("size").GetString(), position.GetProperty("leverage").GetString()));
        Assert.Single(ExchangeClient.Result(await again.GetAsync("/v5/order/realtime?category=linear&settleCoin=USDT")).GetProperty("list").EnumerateArray());
    }

    [Fact]
    public async Task Two_exchanges_cannot_work_on_one_state()
    {
        await using var first = await StartAsync(_root);
        await Assert.ThrowsAsync<IOException>(() => StartAsync(_root));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(400)]
    public async Task A_damaged_state_is_refused_and_not_begun_anew(int at)
    {
        await using (await StartAsync(_root))
        {
            // Long enough to write its first frame, which holds everything.
        }

        var path = Path.Combine(_root, "exchange.state");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[at] ^= 0xA5;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(_root));
        Assert.Contains("exchange.state cannot be taken up", refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    private static Task<ExchangeServer> StartAsync(string directory) =>
        ExchangeServer.StartAsync(new ExchangeSettings { RateLimits = false, StateDirectory = directory }, new RandomWalkMarket(1, 2));

    /// <summary>Everything private that does not move with the market.</summary>
    private static async Task<List<string>> TellAsync(ExchangeClient client)
    {
        var told = new List<string>();
        foreach (var path in new[] { "/v5/order/realtime?category=linear&settleCoin=USDT&openOnly=1", "/v5/order/history?category=spot", "/v5/execution/list?category=linear", "/v5/execution/list?category=spot", "/v5/account/transaction-log" })
            told.AddRange(ExchangeClient.Result(await client.GetAsync(path)).GetProperty("list").EnumerateArray().Select(r => r.GetRawText()));
        foreach (var coin in ExchangeClient.Result(await client.GetAsync("/v5/account/wallet-balance?accountType=UNIFIED")).GetProperty("list")[0].GetProperty("coin").EnumerateArray())
            told.Add($"{coin.GetProperty("coin")} {coin.GetProperty("walletBalance")} {coin.GetProperty("locked")} {coin.GetProperty("cumRealisedPnl")}");
        var position = ExchangeClient.Result(await client.GetAsync("/v5/position/list?category=linear&symbol=BTCUSDT")).GetProperty("list")[0];
        told.Add($"{position.GetProperty("size")} {position.GetProperty("avgPrice")} {position.GetProperty("curRealisedPnl")} {position.GetProperty("seq")} {position.GetProperty("stopLoss")}");
        return told;
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
