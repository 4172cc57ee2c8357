using System.Net;
using System.Text;
using Ats.Bybit.Exchange;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Exchange;

public sealed class RestProtocolTests
{
    private static readonly string[] Paths = ["/v5/order/create", "/v5/order/amend", "/v5/position/trading-stop", "/v5/position/set-leverage", "/v5/account/demo-apply-money"];

    private static readonly string[] Fields =
    [
        "qty", "price", "takeProfit", "stopLoss", "tpLimitPrice", "slLimitPrice", "triggerPrice", "triggerDirection", "positionIdx", "trailingStop", "activePrice", "tpSize", "slSize",
        "slippageTolerance", "bboLevel", "orderLinkId", "orderId", "symbol", "category", "buyLeverage", "sellLeverage", "adjustType",
    ];

    private static Task<ExchangeServer> StartAsync(bool limits = false) => ExchangeServer.StartAsync(new ExchangeSettings { RateLimits = limits }, new RandomWalkMarket(1, 2));

    [Fact]
    public async Task Checks_come_in_order_key_window_signature()
    {
        await using var server = await StartAsync();
        using var good = new ExchangeClient(server);
        using var unknown = new ExchangeClient(server, "nobody");
        using var wrong = new ExchangeClient(server, "sim-key", "other");
        using var late = new ExchangeClient(server) { OffsetMs = -6_000 };
        using var early = new ExchangeClient(server) { OffsetMs = 1_500 };
        using var lateAndWrong = new ExchangeClient(server, "sim-key", "other") { OffsetMs = -6_000 };
        const string path = "/v5/account/wallet-balance?accountType=UNIFIED&coin=USDT%2CBTC";
        Assert.Equal(0, ExchangeClient.Code(await good.GetAsync(path)));
        Assert.Equal(10003, ExchangeClient.Code(await unknown.GetAsync(path)));
        Assert.Equal(10004, ExchangeClient.Code(await wrong.GetAsync(path)));
        Assert.Equal(10002, ExchangeClient.Code(await late.GetAsync(path)));
        Assert.Equal(10002, ExchangeClient.Code(await early.GetAsync(path)));
        Assert.Equal(10002, ExchangeClient.Code(await lateAndWrong.GetAsync(path)));
        Assert.Equal(10001, ExchangeClient.Code(await good.GetAsync(path, signed: false)));
        Assert.Equal(10017, ExchangeClient.Code(await good.GetAsync("/v5/order/nothing")));
    }

    [Fact]
    public async Task The_eleventh_order_in_a_second_is_10006_with_the_limit_in_the_headers()
    {
        await using var server = await StartAsync(limits: true);
        using var client = new ExchangeClient(server);
        var codes = new List<int>();
        HttpResponseMessage? last = null;
        for (var i = 0; i < 11; i++)
        {
            last?.Dispose();
            last = await client.PostRawAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000"}""");
            codes.Add(System.Text.Json.JsonDocument.Parse(await last.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("retCode").GetInt32());
        }

        Assert.Equal("10", last!.Headers.GetValues("X-Bapi-Limit").Single());
        // All eleven within a second, or the machine was too slow to say anything.
        if (codes.Contains(10006)) Assert.Equal("0", last.Headers.GetValues("X-Bapi-Limit-Status").Single());
        Assert.All(codes.Take(10), c => Assert.Equal(0, c));
        last.Dispose();
    }

    [Fact]
    public async Task Klines_are_newest_first_and_hold_the_open_candle()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        var list = ExchangeClient.Result(await client.GetAsync("/v5/market/kline?category=linear&symbol=BTCUSDT&interval=5&limit=10", signed: false)).GetProperty("list");
        var starts = list.EnumerateArray().Select(r => long.Parse(r[0].GetString()!)).ToList();
        Assert.Equal(10, starts.Count);
        Assert.All(starts.Zip(starts.Skip(1)), p => Assert.Equal(300_000, p.First - p.Second));
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - starts[0], 0, 330_000);
        Assert.Equal(7, list[0].GetArrayLength());
        var window = ExchangeClient.Result(await client.GetAsync($"/v5/market/kline?category=linear&symbol=BTCUSDT&interval=5&start={starts[5]}&end={starts[2]}", signed: false)).GetProperty("list");
        Assert.Equal(starts[2..6], window.EnumerateArray().Select(r => long.Parse(r[0].GetString()!)));
    }

    [Fact]
    public async Task Funding_history_with_a_start_alone_is_an_error_and_other_categories_are_empty()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        Assert.Equal(10001, ExchangeClient.Code(await client.GetAsync("/v5/market/funding/history?category=linear&symbol=BTCUSDT&startTime=1", signed: false)));
        foreach (var query in new[] { "category=inverse", "category=option&baseCoin=SOL", "category=linear&status=PreLaunch" })
        {
            var result = ExchangeClient.Result(await client.GetAsync("/v5/market/instruments-info?" + query, signed: false));
            Assert.Equal((0, ""), (result.GetProperty("list").GetArrayLength(), result.GetProperty("nextPageCursor").GetString()));
        }
    }

    [Fact]
    public async Task A_closed_order_is_found_by_id_and_pages_walk_history_once()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            var result = ExchangeClient.Result(await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000"}"""));
            ids.Add(result.GetProperty("orderId").GetString()!);
            Assert.Equal(0, ExchangeClient.Code(await client.PostAsync("/v5/order/cancel", $$"""{"category":"linear","symbol":"BTCUSDT","orderId":"{{ids[^1]}}","orderLinkId":null}""")));
        }

        var found = ExchangeClient.Result(await client.GetAsync("/v5/order/realtime?category=linear&orderId=" + ids[0])).GetProperty("list")[0];
        Assert.Equal(("Cancelled", "0", "CancelByUser"), (found.GetProperty("orderStatus").GetString(), found.GetProperty("leavesQty").GetString(), found.GetProperty("cancelType").GetString()));
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = ExchangeClient.Result(await client.GetAsync("/v5/order/history?category=linear&limit=3" + (cursor.Length > 0 ? "&cursor=" + cursor : "")));
            seen.AddRange(page.GetProperty("list").EnumerateArray().Select(o => o.GetProperty("orderId").GetString()!));
            cursor = page.GetProperty("nextPageCursor").GetString()!;
        }
        while (cursor.Length > 0);

        ids.Reverse();
        Assert.Equal(ids, seen);
    }

    [Theory]
    [InlineData("not json", 10001)]
    [InlineData("[1,2]", 10001)]
    [InlineData("{\"category\":\"linear\"", 10001)]
    [InlineData("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\"} trailing", 10001)]
    [InlineData("{\"category\":\"linear\",\"symbol\":{\"a\":[1]},\"side\":\"Buy\"}", 10001)]
    [InlineData("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",\"orderType\":\"Limit\",\"qty\":[],\"price\":\"1\"}", 10001)]
    [InlineData("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",\"orderType\":\"Limit\",\"qty\":\"999999999999999999999999999\",\"price\":\"1\"}", 10001)]
    [InlineData("", 10001)]
    public async Task Bad_bodies_get_10001(string body, int code)
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        Assert.Equal(code, ExchangeClient.Code(await client.PostAsync("/v5/order/create", body)));
        Assert.Equal(code, ExchangeClient.Code(await client.PostAsync("/v5/order/create-batch", body)));
        Assert.Equal(0, ExchangeClient.Code(await client.GetAsync("/v5/market/time", signed: false)));
    }

    [Fact]
    public async Task Oversized_bodies_and_bodies_on_get_are_refused_and_the_exchange_lives_on()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var large = await client.PostRawAsync("/v5/order/create", new string('x', 400_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v5/market/time") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        using var refused = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(0, ExchangeClient.Code(await client.GetAsync("/v5/market/time", signed: false)));
    }

    [Fact]
    public async Task Mutated_orders_never_break_the_exchange()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        const string whole = """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000","takeProfit":"70000","tpslMode":"Partial","positionIdx":0,"reduceOnly":false}""";
        // With a position, trading-stop goes all the way.
        ExchangeClient.Result(await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.1"}"""));
        var random = new Ats.Domain.Rng(3);
        for (var i = 0; i < 300; i++)
        {
            var bytes = Encoding.ASCII.GetBytes(whole);
            for (var k = random.Next(4); k >= 0; k--) bytes[random.Next(bytes.Length)] = (byte)(i % 3 == 0 ? random.Next(256) : 32 + random.Next(95));
            if (random.Next(3) == 0) bytes = bytes[..random.Next(bytes.Length)];
            Assert.NotEqual(10016, ExchangeClient.Code(await client.PostBytesAsync(Paths[i % Paths.Length], bytes)));
        }

        foreach (var value in new[] { "-1", "0", "99999999", "999999999", "0.00000000000001", "1e9", "NaN", "\\ud800", "-0.1", "79228162514264337593543950335" })
        {
            foreach (var field in Fields)
            {
                var json = System.Text.Json.Nodes.JsonNode.Parse(whole)!.AsObject();
                json[field] = "@";
                var text = json.ToJsonString().Replace("@", value, StringComparison.Ordinal);
                foreach (var path in Paths) Assert.NotEqual(10016, ExchangeClient.Code(await client.PostAsync(path, text)));
            }
        }

        Assert.Equal((false, 0), (server.Finished.IsCompleted, server.Loop.Bugs));
    }
}
