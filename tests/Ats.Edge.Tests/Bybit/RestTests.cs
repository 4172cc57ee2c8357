using System.Security.Cryptography;
using System.Text;
using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;
using Microsoft.AspNetCore.Http;

namespace Ats.Edge.Tests.Bybit;

public sealed class RestTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Secret = "not-a-real-secret-0123456789";
    private readonly ManualTime _time = new();
    private LoopbackServer _server = null!;
    private RateBudget _budget = null!;
    private BybitRest _rest = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync();
        _budget = new RateBudget(_time);
        _rest = new BybitRest(new ApiCredentials(BybitEnvironment.Simulated(_server.Address), "testKEY", new ApiSecret(Secret)), _budget, new ServerClock(_time), _time);
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _budget.Dispose();
        await _server.DisposeAsync();
    }

    private static NewOrder Buy => new(Category.Linear, "BTCUSDT", Side.Buy, OrderType.Limit, 0.010m) { Price = 91234.50m, TimeInForce = TimeInForce.PostOnly, OrderLinkId = "run1-3-7" };

    [Fact]
    public async Task The_signature_is_over_the_bytes_as_sent()
    {
        _server.OnRequest = static (context, _) => LoopbackServer.Ok(context, "{\"list\":[{\"totalEquity\":\"\",\"coin\":[]}],\"orderId\":\"1\"}");

        Assert.True((await _rest.Account.WalletAsync(["USDT", "BTC"], cancel: Cancel)).IsOk);
        Assert.True((await _rest.Orders.CreateAsync(Buy, cancel: Cancel)).IsOk);

        var (get, post) = (_server.Requests.First(), _server.Requests.Last());
        Assert.Equal("accountType=UNIFIED&coin=USDT%2CBTC", get.RawQuery);
        Assert.Equal("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",\"orderType\":\"Limit\",\"qty\":\"0.01\",\"price\":\"91234.5\",\"timeInForce\":\"PostOnly\",\"orderLinkId\":\"run1-3-7\",\"positionIdx\":0}", post.Body);
        Assert.Equal("application/json", post.Headers["Content-Type"]);
        Assert.All([(get, get.RawQuery), (post, post.Body)], r => Assert.Equal(Expected(r.Item1, r.Item2), r.Item1.Headers["X-BAPI-SIGN"]));
    }

    private static string Expected(ReceivedRequest request, string payload) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(request.Headers["X-BAPI-TIMESTAMP"] + "testKEY" + request.Headers["X-BAPI-RECV-WINDOW"] + payload)));

    [Fact]
    public async Task A_refusal_tells_code_reason_and_what_to_do()
    {
        _server.OnRequest = static (context, _) => LoopbackServer.Json(context, "{\"retCode\":110007,\"retMsg\":\"ab not enough for new order\",\"result\":{},\"time\":1764000000000}");

        var refused = Assert.IsType<Outcome<OrderAck>.Refused>(await _rest.Orders.CreateAsync(Buy, cancel: Cancel));

        Assert.Equal((110007, OrderRejectReason.InsufficientBalance, CodeAction.Shrink), (refused.Info.Code, refused.Info.Reason, refused.Info.Action));
        Assert.Equal("ab not enough for new order", refused.Message);
    }

    [Fact]
    public async Task A_read_with_a_stale_stamp_is_sent_again_once_after_the_clock_was_measured()
    {
        var server = Timestamp.FromDateTime(_time.GetUtcNow()) + (90 * Timestamp.NanosecondsPerSecond);
        _server.OnRequest = (context, request) => request.Path == WirePaths.Time
            ? LoopbackServer.Ok(context, $"{{\"timeSecond\":\"{server.ToMilliseconds() / 1000}\",\"timeNano\":\"{server.Nanoseconds}\"}}")
            : Math.Abs(long.Parse(request.Headers["X-BAPI-TIMESTAMP"]) - server.ToMilliseconds()) > 1000
                ? LoopbackServer.Json(context, "{\"retCode\":10002,\"retMsg\":\"invalid request, please check your server timestamp\",\"result\":{}}")
                : LoopbackServer.Ok(context, "{\"marginMode\":\"REGULAR_MARGIN\",\"unifiedMarginStatus\":5}");

        var info = (await _rest.Account.InfoAsync(cancel: Cancel)).Require();

        Assert.True(info.IsCross);
        Assert.Equal(90 * Timestamp.NanosecondsPerSecond, _rest.Clock.OffsetNanoseconds);
        Assert.Equal(2, _server.Requests.Count(r => r.Path == WirePaths.AccountInfo));
        Assert.Contains("+90000.0 ms", _rest.Clock.ToString());
    }

    [Fact]
    public async Task A_write_with_a_stale_stamp_is_refused_and_not_sent_again_but_the_clock_is_measured()
    {
        _server.OnRequest = (context, request) => request.Path == WirePaths.Time
            ? LoopbackServer.Ok(context, $"{{\"timeSecond\":\"1\",\"timeNano\":\"{Timestamp.FromDateTime(_time.GetUtcNow()).Nanoseconds}\"}}")
            : LoopbackServer.Json(context, "{\"retCode\":10002,\"retMsg\":\"\",\"result\":{}}");

        var refused = Assert.IsType<Outcome<OrderAck>.Refused>(await _rest.Orders.CreateAsync(Buy, cancel: Cancel));

        Assert.Equal(CodeAction.ResyncClock, refused.Info.Action);
        Assert.True(_rest.Clock.IsMeasured);
        Assert.Equal(1, _server.Requests.Count(r => r.Path == WirePaths.OrderCreate));
    }

    [Fact]
    public async Task After_10006_the_next_request_waits_for_the_reset()
    {
        var reset = Timestamp.FromDateTime(_time.GetUtcNow()) + (700 * Timestamp.NanosecondsPerMillisecond);
        _server.OnRequest = (context, _) =>
        {
            if (_server.Requests.Count > 1) return LoopbackServer.Ok(context, "{\"orderId\":\"9\"}");
            context.Response.Headers["X-Bapi-Limit-Reset-Timestamp"] = reset.ToMilliseconds().ToString();
            return LoopbackServer.Json(context, "{\"retCode\":10006,\"retMsg\":\"Too many visits!\",\"result\":{}}");
        };

        var limited = Assert.IsType<Outcome<OrderAck>.RateLimited>(await _rest.Orders.CreateAsync(Buy, cancel: Cancel));
        Assert.Equal(reset, limited.Until);
        var next = _rest.Orders.CreateAsync(Buy, cancel: Cancel);
        _time.Advance(TimeSpan.FromMilliseconds(699));
        Assert.Equal(1, _budget.Waiting);
        Assert.Single(_server.Requests);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("9", (await next).Require().OrderId);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_write_is_unknown_and_the_write_is_sent_once()
    {
        Assert.True((await _rest.Orders.CreateAsync(Buy, cancel: Cancel)).IsOk); // a connection in the pool, which must not tempt anybody to send again
        _server.OnRequest = static (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.IsType<Outcome<OrderAck>.Unknown>(await _rest.Orders.CreateAsync(Buy, cancel: Cancel));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_cut_in_its_middle_is_unknown()
    {
        _server.OnRequest = static async (context, _) =>
        {
            context.Response.ContentLength = 500;
            await context.Response.WriteAsync("{\"retCode\":0,");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        Assert.IsType<Outcome<OrderAck>.Unknown>(await _rest.Orders.CreateAsync(Buy, cancel: Cancel));
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("{\"retCode\":10000,\"retMsg\":\"Server Timeout\",\"result\":{}}", 200)]
    [InlineData("{\"retCode\":10016,\"retMsg\":\"Internal error\",\"result\":{}}", 200)]
    [InlineData("<html>Bad Gateway</html>", 502)]
    [InlineData("{\"retCode\":0,\"result\":{\"orderId\":", 200)]
    [InlineData("[1,2]", 200)]
    public async Task A_write_whose_answer_proves_nothing_is_unknown(string body, int status)
    {
        _server.OnRequest = (context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };

        Assert.IsType<Outcome<OrderAck>.Unknown>(await _rest.Orders.CreateAsync(Buy, cancel: Cancel));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_write_without_an_answer_in_time_is_unknown()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _server.OnRequest = async (_, _) =>
        {
            arrived.SetResult();
            await release.Task;
        };

        var create = _rest.Orders.CreateAsync(Buy, cancel: Cancel);
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Contains("no answer", Assert.IsType<Outcome<OrderAck>.Unknown>(await create).Why);
        release.SetResult();
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        await _server.DisposeAsync();

        Assert.IsType<Outcome<OrderAck>.NotSent>(await _rest.Orders.CreateAsync(Buy, cancel: Cancel));
    }

    [Fact]
    public async Task A_read_is_tried_again_after_a_server_error()
    {
        _server.OnRequest = (context, _) =>
        {
            if (_server.Requests.Count > 1) return LoopbackServer.Ok(context, "{\"marginMode\":\"ISOLATED_MARGIN\",\"unifiedMarginStatus\":5}");
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };

        var info = _rest.Account.InfoAsync(cancel: Cancel);
        await _time.WaitedForAsync(TimeSpan.FromMilliseconds(200));
        _time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.False((await info).Require().IsCross);
    }

    [Fact]
    public async Task Instruments_of_all_pages_come_with_exact_rules_and_dated_futures_stay_out()
    {
        const string row = "{{\"symbol\":\"{0}\",\"contractType\":\"{1}\",\"status\":\"Trading\",\"baseCoin\":\"BTC\",\"quoteCoin\":\"USDT\",\"settleCoin\":\"USDT\",\"fundingInterval\":480,\"leverageFilter\":{{\"maxLeverage\":\"100.00\"}},\"priceFilter\":{{\"minPrice\":\"0.10\",\"maxPrice\":\"1999999.80\",\"tickSize\":\"0.10\"}},\"lotSizeFilter\":{{\"maxOrderQty\":\"1190.000\",\"minOrderQty\":\"0.001\",\"qtyStep\":\"0.001\",\"maxMktOrderQty\":\"500\",\"minNotionalValue\":\"5\"}}}}";
        _server.OnRequest = (context, request) => request.RawQuery.Contains("cursor=next%3A1", StringComparison.Ordinal)
            ? LoopbackServer.Ok(context, $"{{\"list\":[{string.Format(row, "ETHUSDT", "LinearPerpetual")}],\"nextPageCursor\":\"\"}}")
            : LoopbackServer.Ok(context, $"{{\"list\":[{string.Format(row, "BTCUSDT", "LinearPerpetual")},{string.Format(row, "BTC-26MAR27", "LinearFutures")}],\"nextPageCursor\":\"next%3A1\"}}");

        var all = (await _rest.Market.InstrumentsAsync(Category.Linear, cancel: Cancel)).Require();

        Assert.Equal(["BTCUSDT", "ETHUSDT"], all.Select(i => i.Instrument.Id.Symbol));
        var btc = all[0];
        Assert.Equal((Price.FromDecimal(0.1m), Quantity.FromDecimal(0.001m), Quantity.FromDecimal(1190m), 5m, 100m, RulesSource.Exchange), (btc.Instrument.TickSize, btc.Instrument.LotSize, btc.Instrument.MaxQuantity, btc.Instrument.MinNotional, btc.Instrument.MaxLeverage, btc.Instrument.Rules));
        Assert.Equal((480, Quantity.FromDecimal(500m)), (btc.FundingIntervalMinutes, btc.MaxMarketQuantity));
    }

    [Fact]
    public async Task Klines_of_a_long_span_come_oldest_first_and_once()
    {
        _server.OnRequest = static (context, request) =>
        {
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(request.RawQuery);
            var (start, end) = (long.Parse(query["start"]!), long.Parse(query["end"]!));
            var rows = new List<string>();
            for (var t = start + ((60_000 - (start % 60_000)) % 60_000); t <= end; t += 60_000) rows.Insert(0, $"[\"{t}\",\"1\",\"2\",\"0.5\",\"1.5\",\"10\",\"15\"]");
            return LoopbackServer.Ok(context, $"{{\"list\":[{string.Join(',', rows)}]}}");
        };
        var end = Timestamp.FromDateTime(new DateTimeOffset(2026, 1, 2, 3, 4, 30, TimeSpan.Zero));

        var klines = (await _rest.Market.KlinesAsync(Category.Linear, "BTCUSDT", BarInterval.OneMinute, end + (-2500 * 60 * Timestamp.NanosecondsPerSecond), end, cancel: Cancel)).Require();

        Assert.Equal(2500, klines.Count);
        Assert.Equal(3, _server.Requests.Count);
        Assert.All(klines.Zip(klines.Skip(1)), p => Assert.Equal(60 * Timestamp.NanosecondsPerSecond, p.Second.Start - p.First.Start));
        Assert.False(klines[^1].Confirmed); // 03:04 is still open at 03:04:05
        Assert.True(klines[^2].Confirmed);
    }

    [Fact]
    public async Task Members_of_a_batch_fail_one_by_one()
    {
        _server.OnRequest = static (context, _) => LoopbackServer.Json(context, "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[{\"orderId\":\"a\",\"orderLinkId\":\"x\"},{\"orderId\":\"\",\"orderLinkId\":\"y\"}]},\"retExtInfo\":{\"list\":[{\"code\":0,\"msg\":\"OK\"},{\"code\":110094,\"msg\":\"too small\"}]}}");

        var members = (await _rest.Orders.CreateBatchAsync(Category.Linear, [Buy, Buy], cancel: Cancel)).Require();

        Assert.Equal([true, false], members.Select(m => m.IsOk));
        Assert.Equal(OrderRejectReason.BelowMinimum, members[1].Code.Reason);
    }

    [Fact]
    public async Task An_order_is_found_in_history_where_it_is_no_longer_open()
    {
        _server.OnRequest = static (context, request) => LoopbackServer.Ok(context, request.Path == WirePaths.OrderHistory
            ? "{\"list\":[{\"symbol\":\"BTCUSDT\",\"orderId\":\"7\",\"orderLinkId\":\"run1-3-7\",\"side\":\"Buy\",\"orderStatus\":\"Cancelled\",\"qty\":\"0.010\",\"cumExecQty\":\"0.004\",\"leavesQty\":\"0\",\"price\":\"1\"}]}"
            : "{\"list\":[]}");

        var order = (await _rest.Orders.FindAsync(new OrderKey(Category.Linear, "BTCUSDT", OrderLinkId: "run1-3-7"), cancel: Cancel)).Require();

        Assert.True(order!.IsClosed);
        Assert.Equal(0.006m, order.Unfilled);
    }

    [Fact]
    public async Task Executions_since_a_moment_come_oldest_first_without_repeats()
    {
        static string Row(int i) => $"{{\"symbol\":\"BTCUSDT\",\"execId\":\"e{i}\",\"execType\":\"Trade\",\"side\":\"Buy\",\"execQty\":\"1\",\"execPrice\":\"2\",\"execTime\":\"{1_767_000_000_000 + i}\"}}";
        _server.OnRequest = (context, request) => LoopbackServer.Ok(context, request.RawQuery.Contains("cursor", StringComparison.Ordinal)
            ? $"{{\"list\":[{Row(2)},{Row(1)}],\"nextPageCursor\":\"\"}}"
            : $"{{\"list\":[{Row(3)},{Row(2)}],\"nextPageCursor\":\"p\"}}");

        var rows = (await _rest.Orders.ExecutionsSinceAsync(Category.Linear, null, Timestamp.FromDateTime(_time.GetUtcNow()) + -Timestamp.NanosecondsPerDay, cancel: Cancel)).Require();

        Assert.Equal(["e1", "e2", "e3"], rows.Select(r => r.ExecId));
    }

    [Fact]
    public async Task Leverage_that_is_already_so_is_a_success()
    {
        _server.OnRequest = static (context, _) => LoopbackServer.Json(context, "{\"retCode\":110043,\"retMsg\":\"leverage not modified\",\"result\":{}}");

        Assert.True((await _rest.Positions.SetLeverageAsync("BTCUSDT", 3m, cancel: Cancel)).IsOk);
    }

    [Fact]
    public async Task A_key_that_may_withdraw_is_refused()
    {
        _server.OnRequest = static (context, _) => LoopbackServer.Ok(context, "{\"readOnly\":0,\"uta\":1,\"permissions\":{\"ContractTrade\":[\"Order\",\"Position\"],\"Spot\":[\"SpotTrade\"],\"Wallet\":[\"AccountTransfer\",\"Withdraw\"]}}");

        var key = (await _rest.Account.KeyAsync(cancel: Cancel)).Require();

        Assert.Contains("withdraw", Assert.Single(key.Objections(Category.Linear)));
    }

    [Fact]
    public async Task Spot_market_orders_say_which_unit_their_quantity_is_in()
    {
        await _rest.Orders.CreateAsync(new NewOrder(Category.Spot, "BTCUSDT", Side.Buy, OrderType.Market, 0.5m), cancel: Cancel);
        await _rest.Orders.CreateAsync(new NewOrder(Category.Spot, "BTCUSDT", Side.Buy, OrderType.Market, 100m) { QuantityIsQuote = true }, cancel: Cancel);

        Assert.Contains("\"marketUnit\":\"baseCoin\"", _server.Requests.First().Body);
        Assert.Contains("\"marketUnit\":\"quoteCoin\"", _server.Requests.Last().Body);
    }

    [Fact]
    public async Task The_limit_headers_hold_the_next_request_back()
    {
        _server.OnRequest = (context, _) =>
        {
            context.Response.Headers["X-Bapi-Limit"] = "10";
            context.Response.Headers["X-Bapi-Limit-Status"] = "0";
            context.Response.Headers["X-Bapi-Limit-Reset-Timestamp"] = (Timestamp.FromDateTime(_time.GetUtcNow()).ToMilliseconds() + 400).ToString();
            return LoopbackServer.Ok(context, "{\"orderId\":\"1\"}");
        };

        await _rest.Orders.CreateAsync(Buy, cancel: Cancel);

        Assert.Equal(TimeSpan.FromMilliseconds(400), _budget.Delay(new RateRequest(RateGroup.OrderCreate, Category.Linear, RatePriority.Protect)));
        Assert.Equal(TimeSpan.Zero, _budget.Delay(new RateRequest(RateGroup.OrderCancel, Category.Linear, RatePriority.Cancel)));
    }

    [Fact]
    public async Task A_write_given_up_while_it_waits_for_its_turn_was_not_sent()
    {
        _budget.Block(RateGroup.OrderCreate, Category.Linear, TimeSpan.FromSeconds(2));
        using var cancel = new CancellationTokenSource();

        var create = _rest.Orders.CreateAsync(Buy, cancel: cancel.Token);
        await cancel.CancelAsync();

        Assert.IsType<Outcome<OrderAck>.NotSent>(await create);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_ban_of_the_address_holds_everything_back_for_ten_minutes()
    {
        _server.OnRequest = static (context, _) =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        };

        Assert.IsType<Outcome<AccountInfo>.RateLimited>(await _rest.Account.InfoAsync(cancel: Cancel));

        Assert.Single(_server.Requests);
        Assert.Equal(TimeSpan.FromMinutes(10), _budget.Delay(new RateRequest(RateGroup.OrderCancel, Category.Linear, RatePriority.Cancel)));
    }

    [Fact]
    public async Task An_order_that_cannot_be_right_is_a_bug_and_never_leaves()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _rest.Orders.CreateAsync(Buy with { Price = null }, cancel: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => _rest.Orders.CreateAsync(Buy with { OrderLinkId = "with space" }, cancel: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => _rest.Orders.CreateAsync(Buy with { OrderLinkId = new string('x', 37) }, cancel: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => _rest.Orders.CreateBatchAsync(Category.Spot, [.. Enumerable.Repeat(Buy, 11)], cancel: Cancel));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_conditional_order_says_which_way_its_trigger_is_crossed()
    {
        await _rest.Orders.CreateAsync(new NewOrder(Category.Linear, "BTCUSDT", Side.Sell, OrderType.Market, 1m) { Trigger = TriggerKind.FallsTo, TriggerPrice = 90000m, ReduceOnly = true }, RatePriority.Protect, cancel: Cancel);
        await _rest.Orders.CreateAsync(new NewOrder(Category.Spot, "BTCUSDT", Side.Sell, OrderType.Market, 1m) { Trigger = TriggerKind.FallsTo, TriggerPrice = 90000m }, RatePriority.Protect, cancel: Cancel);

        Assert.Contains("\"reduceOnly\":true,\"triggerPrice\":\"90000\",\"triggerDirection\":2,\"triggerBy\":\"LastPrice\"", _server.Requests.First().Body);
        Assert.EndsWith("\"marketUnit\":\"baseCoin\",\"triggerPrice\":\"90000\",\"orderFilter\":\"StopOrder\"}", _server.Requests.Last().Body);
    }

    [Fact]
    public async Task The_stop_of_last_resort_is_on_the_whole_position()
    {
        Assert.True((await _rest.Positions.TradingStopAsync(new TradingStop("BTCUSDT") { StopLoss = 80000m }, Cancel)).IsOk);

        Assert.Equal("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"tpslMode\":\"Full\",\"positionIdx\":0,\"stopLoss\":\"80000\",\"slTriggerBy\":\"MarkPrice\"}", _server.Requests.Single().Body);
    }
}
