using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;
using Ats.Server.Trading;
using Ats.Simulation.Markets;
using Ats.Storage;
using NewOrder = Ats.Bybit.Rest.NewOrder;

namespace Ats.Benchmarks;

/// <summary>
/// From the bytes of a market frame to the bytes of the signed order, on one thread: feed decoding, book, strategy, sizing, risk, order body,
/// signature; with and without the journal's append (its acknowledgement apart). Every 50th delta of orderbook.50 leads to an order.
/// </summary>
internal static class QuickLive
{
    private const int Frames = 100_000;
    private const int OrderEvery = 50;
    private const int Rounds = 5;

    public static void Run()
    {
        Measure("no journal", () => new MemoryJournal(JournalKind.None));
        var folder = Directory.CreateTempSubdirectory("ats-bench-");
        try
        {
            var files = 0;
            Measure("SQLite journal", () =>
            {
                var journal = JournalStore.Open(Path.Combine(folder.FullName, $"{++files}.db"), JournalKind.All, everyDecision: false);
                journal.Begin(new Run(new RunId("bench"), TradingMode.Live, default, 1, "", "", "", ""));
                return journal;
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(string what, Func<IJournal> open)
    {
        var (p50, p99, idle, bytes) = (double.MaxValue, double.MaxValue, double.MaxValue, long.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            using var journal = open();
            var path = new LivePath(journal);
            path.Feed(20_000, []);
            var times = new List<double>(Frames / OrderEvery);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            path.FeedQuietly(Frames);
            idle = Math.Min(idle, Stopwatch.GetElapsedTime(started).TotalNanoseconds / Frames);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
            path.Feed(Frames, times);
            times.Sort();
            p50 = Math.Min(p50, times[times.Count / 2]);
            p99 = Math.Min(p99, times[times.Count * 99 / 100]);
        }

        Console.WriteLine($"market frame to signed order, {what}: p50 {p50:0.0} us, p99 {p99:0.0} us (best of {Rounds}, {Frames / OrderEvery:N0} orders each); frames without an order {idle:0} ns, {bytes} B allocated over {Frames:N0}");
    }

    /// <summary>One feed, one engine with one arm, and a gateway that makes the bytes and fills at once.</summary>
    private sealed class LivePath : IPublicSink
    {
        private readonly byte[][] _frames = [.. Enumerable.Range(0, 64).Select(Delta)];
        private readonly Flipper _strategy = new();
        private readonly ByteGateway _gateway = new();
        private readonly TradingEngine _engine;
        private readonly PublicFeed _feed;
        private long _now = 1_764_000_000_000_000_000;
        private long _update = 1_000_000_000;

        public LivePath(IJournal journal)
        {
            var arm = new ArmSettings("flip", () => _strategy, [0], 1_000_000m) { NewSizing = () => new FixedQuantity(0.01), Limits = [RiskCatalog.Create("exposure", 3), RiskCatalog.Create("price-collar", 100)] };
            _engine = new TradingEngine(new EngineSettings { TradesAtOnce = false, EquityInterval = new BarInterval(5000) }, [StandardInstruments.Create()[0]], [arm], _gateway, journal);
            _feed = new PublicFeed("public linear", [new PublicSubscription("BTCUSDT", 0) { BookDepth = 50 }], this);
            _feed.Handle(Snapshot(), new Timestamp(_now));
            _engine.Handle(new OperatorCommand(OperatorCommandKind.BeginTrading, OperatorCommand.AllArms, new Timestamp(_now)));
        }

        public void FeedQuietly(int frames)
        {
            for (var i = 0; i < frames; i++) _feed.Handle(Next(), new Timestamp(_now += 1_000_000));
        }

        public void Feed(int frames, List<double> times)
        {
            for (var i = 0; i < frames; i++)
            {
                if (i % OrderEvery == 0) _strategy.Level = -_strategy.Level;
                var frame = Next();
                var started = Stopwatch.GetTimestamp();
                _feed.Handle(frame, new Timestamp(_now += 1_000_000));
                if (_gateway.Sent is not { } intent) continue;
                times.Add((_gateway.SentAt - started) * 1e6 / Stopwatch.Frequency);
                _gateway.Sent = null;
                _engine.Handle(new OrderEvent(OrderEventKind.Filled, intent.Id, 0, new Timestamp(_now), new Timestamp(_now)) { Price = intent.DecisionPrice, Quantity = intent.Quantity, Liquidity = Liquidity.Taker });
            }
        }

        public void OnMarket(ReadOnlySpan<MarketEvent> events)
        {
            foreach (ref readonly var market in events) _engine.Handle(in market);
        }

        public void OnBookVoid(short instrument, string why) => throw new InvalidOperationException(why);

        public void OnTicker(short instrument, Ticker ticker, Timestamp received) => throw new InvalidOperationException("no tickers");

        public void OnKline(short instrument, KlineRow kline, Timestamp received) => throw new InvalidOperationException("no klines");

        public void OnStatus(in StreamStatus status) => throw new InvalidOperationException("no stream");

        public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => throw new InvalidOperationException(Encoding.UTF8.GetString(frame));

        /// <summary>The next frame, its update number written into it: without gaps.</summary>
        private byte[] Next()
        {
            var frame = _frames[++_update & 63];
            var at = frame.AsSpan().IndexOf("\"u\":"u8) + 4;
            Utf8Formatter.TryFormat(_update, frame.AsSpan(at), out _);
            return frame;
        }

        private static byte[] Snapshot()
        {
            var bids = string.Join(',', Enumerable.Range(0, 50).Select(i => $"[\"{30_240 - i}.00\",\"1.5\"]"));
            var asks = string.Join(',', Enumerable.Range(0, 50).Select(i => $"[\"{30_241 + i}.00\",\"1.5\"]"));
            return Encoding.UTF8.GetBytes($"{{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"snapshot\",\"ts\":1687940967466,\"data\":{{\"s\":\"BTCUSDT\",\"b\":[{bids}],\"a\":[{asks}],\"u\":1000000000,\"seq\":1}},\"cts\":1687940967464}}");
        }

        /// <summary>Four bids and five asks change their sizes; the number is written over.</summary>
        private static byte[] Delta(int i)
        {
            string Levels(int from, int step, int count) => string.Join(',', Enumerable.Range(0, count).Select(n => $"[\"{from + (step * ((i + (n * 7)) % 40))}.00\",\"{1 + ((i + n) % 9)}.{100 + i}\"]"));
            return Encoding.UTF8.GetBytes($"{{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"delta\",\"ts\":{1687940967466 + i},\"data\":{{\"s\":\"BTCUSDT\",\"b\":[{Levels(30_240, -1, 4)}],\"a\":[{Levels(30_241, 1, 5)}],\"u\":1000000000,\"seq\":66544703342}},\"cts\":{1687940967464 + i}}}");
        }
    }

    private sealed class Flipper : Strategy
    {
        public double Level { get; set; } = 1;

        public override int WarmUp => 0;

        public override MarketNeeds Needs => MarketNeeds.Book;

        public override void OnBook(int leg, OrderBook book, Timestamp now, Targets targets) => targets.Set(leg, new Signal(Level));
    }

    private sealed class ByteGateway : IOrderGateway
    {
        private readonly ApiCredentials _credentials = new(BybitEnvironment.Demo, "benchKEY", new ApiSecret("of-no-use"));
        private readonly OrderLinks _links = new("k3f9x0a1zz");
        private readonly char[] _signature = new char[ApiSecret.SignatureLength];

        public OrderIntent? Sent { get; set; }

        public long SentAt { get; private set; }

        public void Submit(in ApprovedOrder order)
        {
            var intent = order.Intent;
            var wire = new NewOrder(Category.Linear, "BTCUSDT", intent.Side, intent.Type, intent.Quantity.ToDecimal()) { TimeInForce = intent.TimeInForce, OrderLinkId = _links.Of(intent.Id), SmpType = WireWords.SmpCancelMaker };
            var body = OrderBodies.Body(json =>
            {
                json.WriteString("category"u8, wire.Category.Text());
                OrderBodies.Write(json, wire);
            });
            RequestSigner.Sign(_credentials, 1_764_000_000_000, 5000, body, _signature);
            SentAt = Stopwatch.GetTimestamp();
            Sent = intent;
        }

        public void Amend(in ApprovedOrder order) => throw new InvalidOperationException("nothing is amended");

        public void Cancel(ClientOrderId order, short instrument) => throw new InvalidOperationException("nothing is cancelled");
    }
}
