using System.Text.Json;
using Ats.Bybit.Exchange;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Exchange;

public sealed class StreamProtocolTests
{
    private static Task<ExchangeServer> StartAsync(ExchangeSettings? settings = null) => ExchangeServer.StartAsync(settings ?? new ExchangeSettings { RateLimits = false }, new RandomWalkMarket(1, 2));

    [Fact]
    public async Task Each_channel_pongs_in_its_own_dialect()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var linear = await client.ConnectAsync("/v5/public/linear");
        var pong = await linear.AskAsync("""{"op":"ping","req_id":7}""");
        Assert.Equal((true, "pong", "ping", 7), (pong.GetProperty("success").GetBoolean(), pong.GetProperty("ret_msg").GetString(), pong.GetProperty("op").GetString(), pong.GetProperty("req_id").GetInt32()));
        using var secret = await client.ConnectAsync("/v5/private?max_active_time=1m");
        pong = await secret.AskAsync("""{"op":"ping","req_id":"x"}""");
        Assert.Equal(("pong", "x", 1), (pong.GetProperty("op").GetString(), pong.GetProperty("req_id").GetString(), pong.GetProperty("args").GetArrayLength()));
        using var trade = await client.ConnectAsync("/v5/trade");
        pong = await trade.AskAsync("""{"op":"ping"}""");
        Assert.Equal((0, "pong", true), (ExchangeClient.Code(pong), pong.GetProperty("op").GetString(), pong.TryGetProperty("connId", out _)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(200)]
    [InlineData(1000)]
    public async Task A_book_kept_from_snapshot_and_deltas_is_ordered_and_never_crossed(int depth)
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var socket = await client.ConnectAsync("/v5/public/linear");
        await socket.SendAsync($$"""{"op":"subscribe","args":["orderbook.{{depth}}.BTCUSDT"]}""");
        var bids = new SortedDictionary<decimal, decimal>();
        var asks = new SortedDictionary<decimal, decimal>();
        long u = 0;
        for (var i = 0; i < 8; i++)
        {
            var frame = await socket.TopicAsync($"orderbook.{depth}.BTCUSDT");
            var data = frame.GetProperty("data");
            var snapshot = frame.GetProperty("type").GetString() == "snapshot";
            Assert.Equal(i == 0 || depth == 1, snapshot);
            if (snapshot) bids.Clear();
            if (snapshot) asks.Clear();
            else Assert.Equal(u + 1, data.GetProperty("u").GetInt64());
            u = data.GetProperty("u").GetInt64();
            Apply(bids, data.GetProperty("b"));
            Apply(asks, data.GetProperty("a"));
            Assert.True(bids.Keys.Last() < asks.Keys.First());
            Assert.InRange(bids.Count, 1, depth);
            Assert.InRange(asks.Count, 1, depth);
        }
    }

    [Fact]
    public async Task Bad_subscriptions_fail_whole_and_private_ones_need_auth()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var spot = await client.ConnectAsync("/v5/public/spot");
        Assert.False((await spot.AskAsync("""{"op":"subscribe","args":["tickers.BTCUSDT","nonsense.BTCUSDT"]}""")).GetProperty("success").GetBoolean());
        var many = string.Join(',', Enumerable.Repeat("\"tickers.BTCUSDT\"", 11));
        Assert.False((await spot.AskAsync($$"""{"op":"subscribe","args":[{{many}}]}""")).GetProperty("success").GetBoolean());
        Assert.Equal("subscribe", (await spot.AskAsync("""{"op":"subscribe","args":["tickers.BTCUSDT"]}""")).GetProperty("ret_msg").GetString());
        using var secret = await client.ConnectAsync("/v5/private");
        Assert.False((await secret.AskAsync("""{"op":"subscribe","args":["order"]}""")).GetProperty("success").GetBoolean());
        Assert.False((await secret.AskAsync(client.AuthText(-1000))).GetProperty("success").GetBoolean());
        Assert.True((await secret.AskAsync(client.AuthText(10_000))).GetProperty("success").GetBoolean());
        Assert.False((await secret.AskAsync("""{"op":"subscribe","args":["order","order.linear"]}""")).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task A_match_is_told_as_execution_order_position_wallet_under_the_subscribed_names()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var secret = await client.ConnectAsync("/v5/private", auth: true);
        await secret.AskAsync("""{"op":"subscribe","args":["order.linear","execution.linear","execution.fast","position.linear","wallet"]}""");
        using var trade = await client.ConnectAsync("/v5/trade", auth: true);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var ack = await trade.AskAsync($$"""{"reqId":"a","header":{"X-BAPI-TIMESTAMP":"{{now}}"},"op":"order.create","args":[{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.001"}]}""");
        Assert.Equal((0, "a"), (ExchangeClient.Code(ack), ack.GetProperty("reqId").GetString()));
        var topics = new List<string>();
        JsonElement execution = default, position = default;
        while (topics.Count < 5)
        {
            var frame = await secret.NextAsync(f => f.TryGetProperty("topic", out _));
            topics.Add(frame.GetProperty("topic").GetString()!);
            if (topics[^1] == "execution.linear") execution = frame.GetProperty("data")[0];
            if (topics[^1] == "position.linear") position = frame.GetProperty("data")[0];
        }

        Assert.Equal(["execution.linear", "execution.fast", "order.linear", "position.linear", "wallet"], topics);
        Assert.Equal(execution.GetProperty("seq").GetInt64(), position.GetProperty("seq").GetInt64());
        Assert.True(position.TryGetProperty("entryPrice", out _));
        Assert.False(position.TryGetProperty("avgPrice", out _));
    }

    [Fact]
    public async Task The_trade_socket_refuses_with_documented_codes_and_stays_open()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var trade = await client.ConnectAsync("/v5/trade", auth: true);
        Assert.Equal(20001, ExchangeClient.Code(await trade.AskAsync(client.AuthText(10_000))));
        Assert.Equal(10404, ExchangeClient.Code(await trade.AskAsync("""{"op":"order.dance","reqId":"1"}""")));
        Assert.Equal(10001, ExchangeClient.Code(await trade.AskAsync("{{{")));
        Assert.Equal(10001, ExchangeClient.Code(await trade.AskAsync("""{"op":"order.create","reqId":"2"}""")));
        Assert.Equal(10002, ExchangeClient.Code(await trade.AskAsync("""{"op":"order.create","reqId":"3","header":{"X-BAPI-TIMESTAMP":"1"},"args":[{}]}""")));
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.Equal(20006, ExchangeClient.Code(await trade.AskAsync("""{"op":"order.create","reqId":"3","args":[{}]}""")));
        Assert.Equal(10001, ExchangeClient.Code(await trade.AskAsync($$"""{"op":"order.create","header":{"X-BAPI-TIMESTAMP":"{{now}}"},"args":[7]}""")));
        var batch = await trade.AskAsync($$"""{"op":"order.create-batch","header":{"X-BAPI-TIMESTAMP":"{{now}}"},"args":[{"category":"linear","request":[{"symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000"},{"symbol":"X"},5]}]}""");
        Assert.Equal([0, 10001, 10001], batch.GetProperty("retExtInfo").GetProperty("list").EnumerateArray().Select(r => r.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task Random_text_on_any_socket_is_answered_or_closed_and_the_exchange_lives_on()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        var random = new Ats.Domain.Rng(9);
        const string whole = """{"reqId":"a","header":{"X-BAPI-TIMESTAMP":"1"},"op":"order.create","args":[{"category":"linear","symbol":"BTCUSDT","side":"Buy","qty":"1"}]}""";
        foreach (var path in new[] { "/v5/trade", "/v5/private", "/v5/public/linear" })
        {
            using var socket = await client.ConnectAsync(path);
            for (var i = 0; i < 200; i++)
            {
                var bytes = System.Text.Encoding.ASCII.GetBytes(whole);
                for (var k = random.Next(6); k >= 0; k--) bytes[random.Next(bytes.Length)] = (byte)(32 + random.Next(95));
                await socket.SendAsync(bytes[..(1 + random.Next(bytes.Length))]);
                await socket.NextAsync(_ => true);
            }

            await socket.SendAsync(new byte[300_000]);
            await Assert.ThrowsAnyAsync<Exception>(() => socket.NextAsync(_ => false));
        }

        Assert.Equal(0, ExchangeClient.Code(await client.GetAsync("/v5/market/time", signed: false)));
        Assert.Equal(0, server.Loop.Bugs);
    }

    [Fact]
    public async Task A_linear_ticker_is_a_snapshot_then_changed_fields_and_a_spot_ticker_has_no_bid()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var linear = await client.ConnectAsync("/v5/public/linear");
        await linear.SendAsync("""{"op":"subscribe","args":["tickers.BTCUSDT"]}""");
        var snapshot = (await linear.TopicAsync("tickers.BTCUSDT")).GetProperty("data");
        var delta = await linear.TopicAsync("tickers.BTCUSDT");
        Assert.Equal("delta", delta.GetProperty("type").GetString());
        Assert.True(delta.GetProperty("data").EnumerateObject().Count() < snapshot.EnumerateObject().Count());
        Assert.False(delta.GetProperty("data").TryGetProperty("fundingCap", out _));
        using var spot = await client.ConnectAsync("/v5/public/spot");
        await spot.SendAsync("""{"op":"subscribe","args":["tickers.BTCUSDT"]}""");
        for (var i = 0; i < 2; i++)
        {
            var frame = await spot.TopicAsync("tickers.BTCUSDT");
            Assert.Equal("snapshot", frame.GetProperty("type").GetString());
            Assert.False(frame.GetProperty("data").TryGetProperty("bid1Price", out _));
        }
    }

    [Fact]
    public async Task A_liquidated_long_is_told_as_buy_at_its_bankruptcy_price_and_as_a_bust_trade()
    {
        await using var server = await StartAsync(new ExchangeSettings { RateLimits = false, Funds = new Dictionary<string, decimal> { ["USDT"] = 2_000 } });
        using var client = new ExchangeClient(server);
        ExchangeClient.Result(await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.1"}"""));
        using var socket = await client.ConnectAsync("/v5/public/linear");
        await socket.AskAsync("""{"op":"subscribe","args":["allLiquidation.BTCUSDT"]}""");
        await server.AskAsync(loop =>
        {
            loop.Core.Clock.SetMark(loop.Core.Listings[0], Ats.Domain.Price.FromDecimal(70_000));
            loop.Core.Liquidation.Check();
            return 0;
        });
        var row = (await socket.TopicAsync("allLiquidation.BTCUSDT")).GetProperty("data")[0];
        Assert.Equal(("Buy", "0.1"), (row.GetProperty("S").GetString(), row.GetProperty("v").GetString()));
        var fill = ExchangeClient.Result(await client.GetAsync("/v5/execution/list?category=linear&execType=BustTrade")).GetProperty("list")[0];
        Assert.Equal((row.GetProperty("p").GetString(), "Sell"), (fill.GetProperty("execPrice").GetString(), fill.GetProperty("side").GetString()));
    }

    [Fact]
    public async Task Disconnect_cancel_all_fires_after_its_window_and_only_then()
    {
        var time = new SteppedTime();
        await using var server = await ExchangeServer.StartAsync(new ExchangeSettings { RateLimits = false }, new RandomWalkMarket(1, 2), time);
        using var client = new ExchangeClient(server) { ClockOffset = () => time.OffsetMs };
        ExchangeClient.Result(await client.PostAsync("/v5/order/disconnected-cancel-all", """{"product":"DERIVATIVES","timeWindow":5}"""));
        ExchangeClient.Result(await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000"}"""));
        using (var secret = await client.ConnectAsync("/v5/private", auth: true)) await secret.AskAsync("""{"op":"subscribe","args":["dcp.future"]}""");
        async Task<int> OpenAsync() => ExchangeClient.Result(await client.GetAsync("/v5/order/realtime?category=linear&symbol=BTCUSDT")).GetProperty("list").GetArrayLength();
        while (await server.AskAsync(loop => loop.Core.Accounts[0].DcpDeadlineMs[0]) == 0) await Task.Yield();
        time.Advance(4_000);
        await server.TickAsync();
        Assert.Equal(1, await OpenAsync());
        time.Advance(1_100);
        await server.TickAsync();
        Assert.Equal(0, await OpenAsync());
        var row = ExchangeClient.Result(await client.GetAsync("/v5/order/history?category=linear")).GetProperty("list")[0];
        Assert.Equal("CancelByDCP", row.GetProperty("cancelType").GetString());
    }

    [Fact]
    public async Task Faults_on_demand_duplicate_frames_cut_connections_and_refuse_nonsense()
    {
        await using var server = await StartAsync();
        using var client = new ExchangeClient(server);
        using var refused = await client.PostRawAsync("/admin/faults", "melt=1", signed: false);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        using var accepted = await client.PostRawAsync("/admin/faults", "duplicate=1", signed: false);
        Assert.Equal(System.Net.HttpStatusCode.OK, accepted.StatusCode);
        using var secret = await client.ConnectAsync("/v5/private", auth: true);
        await secret.AskAsync("""{"op":"subscribe","args":["order"]}""");
        await client.PostAsync("/v5/order/create", """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000"}""");
        var first = await secret.TopicAsync("order");
        var second = await secret.TopicAsync("order");
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        using var cut = await client.PostRawAsync("/admin/disconnect?channel=private", "", signed: false);
        Assert.StartsWith("1 ", await cut.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<Exception>(() => secret.NextAsync(_ => false));
    }

    private static void Apply(SortedDictionary<decimal, decimal> side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
        {
            var (price, size) = (decimal.Parse(level[0].GetString()!), decimal.Parse(level[1].GetString()!));
            if (size == 0) Assert.True(side.Remove(price));
            else side[price] = size;
        }
    }
}
