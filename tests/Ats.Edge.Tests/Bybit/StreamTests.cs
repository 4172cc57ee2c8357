using System.Security.Cryptography;
using System.Text;
using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

public sealed class StreamTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Secret = "not-a-real-secret-0123456789";
    private static readonly StreamSettings Quick = new() { FirstBackOff = TimeSpan.FromMilliseconds(2), LongestBackOff = TimeSpan.FromMilliseconds(2) };

    private readonly StreamCollector _said = new();
    private readonly CancellationTokenSource _stop = new();
    private LoopbackServer _server = null!;
    private Task _running = Task.CompletedTask;
    private StreamSession? _stream;

    public async ValueTask InitializeAsync() => _server = await LoopbackServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stream?.Dispose();
        _stop.Dispose();
        await _server.DisposeAsync();
    }

    private BybitEnvironment Environment => BybitEnvironment.Simulated(_server.Address);

    private ApiCredentials Credentials => new(Environment, "testKEY", new ApiSecret(Secret));

    private static NewOrder Buy => new(Category.Linear, "BTCUSDT", Side.Buy, OrderType.Market, 0.01m) { OrderLinkId = "run1-3-7" };

    private static string Level(string kind, long u, string bid, string ask) =>
        $"{{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"{kind}\",\"ts\":1764000000400,\"data\":{{\"s\":\"BTCUSDT\",\"b\":[{bid}],\"a\":[{ask}],\"u\":{u},\"seq\":{u * 10}}},\"cts\":1764000000397}}";

    private void Run(StreamSession stream)
    {
        _stream = stream;
        _running = stream.RunAsync(_stop.Token);
    }

    private PublicStream StartPublic(TimeProvider? time = null, StreamSettings? settings = null)
    {
        var stream = new PublicStream(Environment, Category.Linear, [new PublicSubscription("BTCUSDT", 2) { BookDepth = 50, Trades = true, Ticker = true, Klines = [BarInterval.OneMinute] }], _said, settings ?? Quick, time ?? TimeProvider.System);
        Run(stream);
        return stream;
    }

    [Fact]
    public async Task A_gap_voids_the_book_and_a_new_snapshot_restores_it()
    {
        var topics = new List<string[]>();
        _server.OnSocket = async (socket, path) =>
        {
            Assert.Equal("/v5/public/linear", path);
            var peer = new SocketPeer(socket);
            topics.Add(await peer.AcceptAsync());
            await peer.SendAsync(Level("delta", 9, "[\"1.00\",\"1\"]", "")); // before the snapshot: ignored
            await peer.SendAsync(Level("snapshot", 10, "[\"100.00\",\"1\"]", "[\"101.00\",\"2\"]"));
            await peer.SendAsync(Level("delta", 11, "[\"100.50\",\"3\"]", ""));
            await peer.SendAsync(Level("delta", 11, "[\"100.90\",\"3\"]", "")); // a repeat: ignored
            await peer.SendAsync(Level("delta", 13, "[\"100.70\",\"3\"]", "")); // 12 is missing
            topics.Add(await peer.AcceptAsync());
            topics.Add(await peer.AcceptAsync());
            await peer.SendAsync(Level("snapshot", 20, "[\"99.00\",\"5\"]", "[\"101.00\",\"2\"]"));
            await peer.IdleAsync();
        };

        StartPublic();
        await _said.UntilAsync("Live");
        await _said.UntilAsync("BookLevel 2");
        await _said.UntilAsync("BookLevel 1");
        Assert.Equal("void updates are missing before 13", await _said.UntilAsync("void"));
        await _said.UntilAsync("BookLevel 2");

        Assert.Equal(Price.FromDecimal(99m), _said.Book.BestBid.Price);
        Assert.Equal(["orderbook.50.BTCUSDT", "publicTrade.BTCUSDT", "tickers.BTCUSDT", "kline.1.BTCUSDT"], topics[0]);
        Assert.Equal(["orderbook.50.BTCUSDT"], topics[2]);
    }

    [Fact]
    public async Task After_a_cut_it_connects_again_and_asks_for_everything_again()
    {
        var connections = 0;
        var cut = new TaskCompletionSource();
        _server.OnSocket = async (socket, _) =>
        {
            var peer = new SocketPeer(socket);
            Assert.Equal(4, (await peer.AcceptAsync()).Length);
            await peer.SendAsync(Level("snapshot", 10, "[\"100.00\",\"1\"]", "[\"101.00\",\"2\"]"));
            if (Interlocked.Increment(ref connections) == 1)
            {
                await cut.Task;
                peer.Cut();
            }

            await peer.IdleAsync();
        };

        var stream = StartPublic();
        await _said.UntilAsync("BookLevel 2");
        cut.SetResult();
        await _said.UntilAsync("void");
        await _said.UntilAsync("BackingOff 1");
        await _said.UntilAsync("Live 2");
        await _said.UntilAsync("BookLevel 2");

        Assert.Equal((StreamState.Live, 2), (stream.Status.State, stream.Status.Connection));
    }

    [Fact]
    public async Task Malformed_frames_are_told_and_passed_over_and_an_oversized_one_ends_the_connection()
    {
        var connections = 0;
        _server.OnSocket = async (socket, _) =>
        {
            var peer = new SocketPeer(socket);
            await peer.AcceptAsync();
            if (Interlocked.Increment(ref connections) == 1)
            {
                await peer.SendAsync("{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":");
                await peer.SendAsync("not json at all");
                await peer.SendAsync(Level("snapshot", 10, "[\"100.00\",\"1\"]", "[\"101.00\",\"2\"]"));
                await peer.SendAsync("{\"topic\":\"" + new string('x', 200_000) + "\"}");
            }

            await peer.IdleAsync();
        };

        StartPublic(settings: Quick with { MaxFrameBytes = 100_000 });
        await _said.UntilAsync("malformed");
        await _said.UntilAsync("malformed");
        await _said.UntilAsync("BookLevel 2");
        Assert.Contains("larger than 100000", await _said.UntilAsync("BackingOff"));
        await _said.UntilAsync("Live 2");
    }

    [Fact]
    public async Task A_refused_subscription_is_said()
    {
        _server.OnSocket = async (socket, _) =>
        {
            var peer = new SocketPeer(socket);
            var request = (await peer.ReadAsync())!;
            await peer.SendAsync($"{{\"success\":false,\"ret_msg\":\"error:handler not found\",\"op\":\"subscribe\",\"req_id\":\"{request["req_id"]}\"}}");
            await peer.IdleAsync();
        };

        StartPublic();
        Assert.Contains("handler not found", await _said.UntilAsync("BackingOff"));
    }

    [Fact]
    public async Task It_pings_every_twenty_seconds_and_takes_silence_for_death()
    {
        var time = new ManualTime();
        var pinged = new TaskCompletionSource();
        _server.OnSocket = async (socket, _) =>
        {
            var peer = new SocketPeer(socket);
            await peer.AcceptAsync();
            if ((await peer.ReadAsync())?["op"]?.ToString() == "ping") pinged.TrySetResult();
            await peer.IdleAsync();
        };

        StartPublic(time);
        await _said.UntilAsync("Live");
        time.Advance(TimeSpan.FromSeconds(20));
        await pinged.Task;
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Contains("silent for 30 s", await _said.UntilAsync("BackingOff"));
    }

    [Fact]
    public async Task Ticker_deltas_change_what_they_name_and_a_mark_price_becomes_an_event()
    {
        _server.OnSocket = async (socket, _) =>
        {
            var peer = new SocketPeer(socket);
            await peer.AcceptAsync();
            await peer.SendAsync("{\"topic\":\"tickers.BTCUSDT\",\"type\":\"snapshot\",\"data\":{\"symbol\":\"BTCUSDT\",\"lastPrice\":\"100\",\"markPrice\":\"100.5\",\"indexPrice\":\"100.4\",\"bid1Price\":\"99\",\"bid1Size\":\"3\",\"fundingRate\":\"0.0001\",\"nextFundingTime\":\"1764000000000\"},\"cs\":1,\"ts\":1764000000100}");
            await peer.SendAsync("{\"topic\":\"tickers.BTCUSDT\",\"type\":\"delta\",\"data\":{\"symbol\":\"BTCUSDT\",\"bid1Price\":\"98\"},\"cs\":2,\"ts\":1764000000200}");
            await peer.SendAsync("{\"topic\":\"kline.1.BTCUSDT\",\"type\":\"snapshot\",\"ts\":1764000000200,\"data\":[{\"start\":1763999940000,\"end\":1763999999999,\"interval\":\"1\",\"open\":\"1\",\"close\":\"2\",\"high\":\"3\",\"low\":\"0.5\",\"volume\":\"9\",\"turnover\":\"9\",\"confirm\":true,\"timestamp\":1764000000001}]}");
            await peer.IdleAsync();
        };

        StartPublic();
        await _said.UntilAsync("kline True");

        var ticker = _said.Tickers[1];
        Assert.Equal((98m, 3m, 100m, 0.0001m), (ticker.BidPrice, ticker.BidSize, ticker.LastPrice, ticker.FundingRate));
        var mark = Assert.Single(_said.Marks);
        Assert.Equal((2, Price.FromDecimal(100.5m).Raw, Price.FromDecimal(100.4m).Raw), (mark.Instrument, mark.A, mark.B));
    }

    [Fact]
    public async Task The_private_stream_authenticates_first_and_repeats_or_late_rows_are_harmless()
    {
        static string Order(string status, string filled, int at) => $"{{\"topic\":\"order\",\"data\":[{{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"orderId\":\"o\",\"side\":\"Buy\",\"orderStatus\":\"{status}\",\"qty\":\"2\",\"cumExecQty\":\"{filled}\",\"updatedTime\":\"{1_764_000_000_000 + at}\"}}]}}";
        const string execution = "{\"topic\":\"execution\",\"data\":[{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"execId\":\"e1\",\"execType\":\"Trade\",\"side\":\"Buy\",\"execQty\":\"2\",\"execPrice\":\"5\"}]}";
        System.Text.Json.Nodes.JsonNode? auth = null;
        _server.OnSocket = async (socket, _) =>
        {
            var peer = new SocketPeer(socket);
            auth = await peer.ReadAsync();
            await peer.SendAsync("{\"success\":true,\"ret_msg\":\"\",\"op\":\"auth\",\"conn_id\":\"c\"}");
            Assert.Equal(["order", "execution", "position", "wallet"], await peer.AcceptAsync());
            await peer.SendAsync(execution);
            await peer.SendAsync(Order("Filled", "2", 9));
            await peer.SendAsync(Order("New", "0", 1));
            await peer.SendAsync(execution);
            await peer.IdleAsync();
        };

        Run(new PrivateStream(Credentials, new ServerClock(TimeProvider.System), _said, Quick, TimeProvider.System));
        await _said.UntilAsync("Live");
        Assert.Equal("execution e1 news", await _said.UntilAsync("execution"));
        Assert.Equal("order Filled news", await _said.UntilAsync("order"));
        Assert.Equal("order New old", await _said.UntilAsync("order"));
        Assert.Equal("execution e1 old", await _said.UntilAsync("execution"));

        var expires = auth!["args"]![1]!.GetValue<long>();
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes($"GET/realtime{expires}"))), auth["args"]![2]!.ToString());
    }

    [Fact]
    public async Task A_refused_authentication_is_said_and_tried_again()
    {
        _server.OnSocket = static async (socket, _) =>
        {
            var peer = new SocketPeer(socket);
            await peer.ReadAsync();
            await peer.SendAsync("{\"success\":false,\"ret_msg\":\"Params Error\",\"op\":\"auth\",\"conn_id\":\"c\"}");
            await peer.IdleAsync();
        };

        Run(new PrivateStream(Credentials, new ServerClock(TimeProvider.System), _said, Quick, TimeProvider.System));
        Assert.Contains("authentication was refused: Params Error", await _said.UntilAsync("BackingOff"));
        await _said.UntilAsync("Connecting 2");
    }

    private TradeStream StartTrade(TimeProvider time, RateBudget budget)
    {
        var stream = new TradeStream(Credentials, new ServerClock(time), budget, _said, Quick, time);
        Run(stream);
        return stream;
    }

    private void ServeTrade(Func<SocketPeer, Task> serve) => _server.OnSocket = async (socket, _) =>
    {
        var peer = new SocketPeer(socket);
        await peer.ReadAsync();
        await peer.SendAsync("{\"retCode\":0,\"retMsg\":\"OK\",\"op\":\"auth\",\"connId\":\"c\"}");
        await serve(peer);
        await peer.IdleAsync();
    };

    [Fact]
    public async Task Answers_are_matched_by_request_id_whatever_their_order()
    {
        ServeTrade(static async peer =>
        {
            var first = (await peer.ReadAsync())!;
            var second = (await peer.ReadAsync())!;
            Assert.Equal("order.create", first["op"]!.ToString());
            Assert.Equal("run1-3-7", first["args"]![0]!["orderLinkId"]!.ToString());
            await peer.SendAsync($"{{\"reqId\":\"{second["reqId"]}\",\"retCode\":110001,\"retMsg\":\"gone\",\"op\":\"order.cancel\",\"data\":{{}},\"retExtInfo\":{{}},\"header\":{{\"X-Bapi-Limit\":\"10\",\"X-Bapi-Limit-Status\":\"9\"}}}}");
            await peer.SendAsync($"{{\"reqId\":\"{first["reqId"]}\",\"retCode\":0,\"retMsg\":\"OK\",\"op\":\"order.create\",\"data\":{{\"orderId\":\"77\",\"orderLinkId\":\"run1-3-7\"}}}}");
        });
        using var budget = new RateBudget(TimeProvider.System);
        var trade = StartTrade(TimeProvider.System, budget);
        await _said.UntilAsync("Live");

        var create = trade.CreateAsync(Buy, cancel: Cancel);
        var cancel = trade.CancelAsync(new OrderKey(Category.Linear, "BTCUSDT", "5"), cancel: Cancel);

        Assert.Equal(new OrderAck("77", "run1-3-7"), (await create).Require());
        Assert.Equal(OrderRejectReason.UnknownOrder, Assert.IsType<Outcome<OrderAck>.Refused>(await cancel).Info.Reason);
        Assert.Equal(0, trade.Waiting);
    }

    [Fact]
    public async Task A_cut_leaves_what_was_under_way_unknown_and_later_requests_unsent()
    {
        ServeTrade(static async peer =>
        {
            await peer.ReadAsync();
            peer.Cut();
        });
        using var budget = new RateBudget(TimeProvider.System);
        var time = new ManualTime();
        var trade = StartTrade(time, budget);
        await _said.UntilAsync("Live");

        Assert.IsType<Outcome<OrderAck>.Unknown>(await trade.CreateAsync(Buy, cancel: Cancel));
        await _said.UntilAsync("BackingOff");
        Assert.IsType<Outcome<OrderAck>.NotSent>(await trade.CreateAsync(Buy, cancel: Cancel));
    }

    [Fact]
    public async Task No_answer_in_time_is_unknown_and_a_late_answer_changes_nothing()
    {
        var late = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        ServeTrade(async peer =>
        {
            var request = (await peer.ReadAsync())!;
            asked.SetResult();
            await late.Task;
            await peer.SendAsync($"{{\"reqId\":\"{request["reqId"]}\",\"retCode\":0,\"op\":\"order.create\",\"data\":{{\"orderId\":\"77\"}}}}");
        });
        using var budget = new RateBudget(TimeProvider.System);
        var time = new ManualTime();
        var trade = StartTrade(time, budget);
        await _said.UntilAsync("Live");

        var create = trade.CreateAsync(Buy, cancel: Cancel);
        await asked.Task;
        await time.WaitedForAsync(Quick.RequestTimeout);
        time.Advance(Quick.RequestTimeout);

        Assert.Contains("no answer", Assert.IsType<Outcome<OrderAck>.Unknown>(await create).Why);
        late.SetResult();
        Assert.Equal(0, trade.Waiting);
    }

    [Fact]
    public void Demo_has_no_trade_socket()
    {
        using var budget = new RateBudget(TimeProvider.System);
        Assert.Throws<ArgumentException>(() => new TradeStream(new ApiCredentials(BybitEnvironment.Demo, "k", new ApiSecret("s")), new ServerClock(TimeProvider.System), budget, _said, Quick, TimeProvider.System));
    }
}
