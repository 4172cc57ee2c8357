using System.Text.Json;
using Ats.Bybit.Exchange;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Exchange;

/// <summary>Every field of the documented payloads is in ours, with the same JSON kind (fixtures lie beside the repository; without them nothing is compared).</summary>
public sealed class FixtureFieldsTests
{
    /// <summary>A list of regional taxes in one place, an empty text in another.</summary>
    private static readonly HashSet<string> Ignored = ["extraFees"];

    [Theory]
    [InlineData("rest/order-realtime-response.json", "/v5/order/realtime?category=linear&symbol=BTCUSDT&openOnly=1")]
    [InlineData("rest/execution-list-response.json", "/v5/execution/list?category=linear")]
    [InlineData("rest/account-wallet-balance-response.json", "/v5/account/wallet-balance?accountType=UNIFIED")]
    [InlineData("rest/position-list-response.json", "/v5/position/list?category=linear&symbol=BTCUSDT")]
    [InlineData("rest/position-closed-pnl-response.json", "/v5/position/closed-pnl?category=linear")]
    [InlineData("rest/account-transaction-log-response.json", "/v5/account/transaction-log")]
    [InlineData("rest/account-fee-rate-response.json", "/v5/account/fee-rate?category=linear&symbol=BTCUSDT")]
    [InlineData("rest/account-query-dcp-info-response.json", "/v5/account/query-dcp-info")]
    [InlineData("rest/account-info-response.json", "/v5/account/info")]
    [InlineData("rest/market-instruments-info-response-linear-1.json", "/v5/market/instruments-info?category=linear&symbol=BTCUSDT")]
    [InlineData("rest/market-instruments-info-response-spot.json", "/v5/market/instruments-info?category=spot&symbol=BTCUSDT")]
    [InlineData("rest/market-tickers-response-spot.json", "/v5/market/tickers?category=spot&symbol=BTCUSDT")]
    [InlineData("rest/jk-getlinearinversetickers.json", "/v5/market/tickers?category=linear&symbol=BTCUSDT")]
    [InlineData("rest/market-orderbook-response.json", "/v5/market/orderbook?category=linear&symbol=BTCUSDT")]
    [InlineData("rest/market-recent-trade-response.json", "/v5/market/recent-trade?category=spot&symbol=BTCUSDT")]
    [InlineData("rest/market-funding-history-response.json", "/v5/market/funding/history?category=linear&symbol=BTCUSDT")]
    [InlineData("rest/market-price-limit-response-node.json", "/v5/market/price-limit?category=linear&symbol=BTCUSDT")]
    [InlineData("rest/jk-getrisklimit.json", "/v5/market/risk-limit?category=linear&symbol=BTCUSDT")]
    public async Task Rest_rows_have_the_documented_fields(string fixture, string path)
    {
        if (Fixture(fixture) is not { } documented) return;
        await using var server = await TradedAsync();
        using var client = new ExchangeClient(server);
        Compare(documented.GetProperty("result"), ExchangeClient.Result(await client.GetAsync(path)), fixture);
    }

    [Theory]
    [InlineData("ws/execution.json", "execution")]
    [InlineData("ws/execution-fast.json", "execution.fast")]
    [InlineData("ws/nt-account-order.json", "order")]
    [InlineData("ws/nt-account-position.json", "position")]
    [InlineData("ws/cx-wallet.json", "wallet")]
    public async Task Stream_rows_have_the_documented_fields(string fixture, string topic)
    {
        if (Fixture(fixture) is not { } documented) return;
        await using var server = await TradedAsync();
        using var client = new ExchangeClient(server);
        using var socket = await client.ConnectAsync("/v5/private", auth: true);
        await socket.AskAsync($$"""{"op":"subscribe","args":["{{topic}}"]}""");
        await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.01"}""");
        Compare(documented, await socket.TopicAsync(topic), fixture);
    }

    private static async Task<ExchangeServer> TradedAsync()
    {
        var server = await ExchangeServer.StartAsync(new ExchangeSettings { RateLimits = false }, new RandomWalkMarket(1, 2));
        using var client = new ExchangeClient(server);
        foreach (var side in new[] { "Buy", "Sell" })
        {
            ExchangeClient.Result(await client.PostAsync("/v5/order/create", $$"""{"category":"linear","symbol":"BTCUSDT","side":"{{side}}","orderType":"Market","qty":"0.01"}"""));
            ExchangeClient.Result(await client.PostAsync("/v5/order/create", $$"""{"category":"spot","symbol":"BTCUSDT","side":"{{side}}","orderType":"Market","qty":"0.001","marketUnit":"baseCoin"}"""));
        }

        return server;
    }

    /// <summary>Fields of objects and of the first row of lists, down to the leaves.</summary>
    private static void Compare(JsonElement documented, JsonElement ours, string where)
    {
        if (documented.ValueKind == JsonValueKind.Array)
        {
            if (documented.GetArrayLength() == 0) return;
            Assert.True(ours.ValueKind == JsonValueKind.Array && ours.GetArrayLength() > 0, where + " has no rows");
            Compare(documented[0], ours[0], where + "[0]");
            return;
        }

        if (documented.ValueKind != JsonValueKind.Object)
        {
            var (theirs, mine) = (Kind(documented), Kind(ours));
            Assert.True(theirs == mine || documented.ValueKind == JsonValueKind.Null, $"{where} is {mine}, documented {theirs}");
            return;
        }

        if (where.EndsWith("cumFeeDetail", StringComparison.Ordinal)) return;
        foreach (var field in documented.EnumerateObject())
        {
            if (Ignored.Contains(field.Name)) continue;
            Assert.True(ours.TryGetProperty(field.Name, out var value), $"{where} lacks {field.Name}");
            Compare(field.Value, value, $"{where}.{field.Name}");
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : element.ValueKind.ToString();

    private static JsonElement? Fixture(string name)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "shared", "bybit", "fixtures", name);
            if (!File.Exists(path)) continue;
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return document.RootElement.Clone();
        }

        return null;
    }
}
