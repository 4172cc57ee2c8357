using System.IO.Hashing;
using System.Text;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

public sealed class PublicFramesTests
{
    private static readonly Timestamp Received = Timestamp.FromMilliseconds(1_764_000_000_999);

    private readonly MarketEvent[] _events = new MarketEvent[1024];
    private readonly MarketEvent[] _others = new MarketEvent[1024];

    [Fact]
    public void A_trade_becomes_an_event_with_the_meaning_of_imported_history()
    {
        var result = PublicFrames.DecodeTrades(Fixtures.Frames[0], Fixtures.Symbols, Received, _events);

        Assert.Equal(new FrameResult(FrameStatus.Ok, 1, 0), result);
        var trade = _events[0].AsTrade();
        Assert.Equal(MarketEventKind.Trade, _events[0].Kind);
        Assert.Equal(7, trade.Instrument);
        Assert.Equal(Timestamp.FromMilliseconds(1_764_000_000_101), trade.ExchangeTime);
        Assert.Equal(Received, trade.ReceiveTime);
        Assert.Equal(Price.FromDecimal(91234.5m), trade.Price);
        Assert.Equal(Quantity.FromDecimal(0.017m), trade.Quantity);
        Assert.Equal(Side.Sell, _events[0].TakerSide);
        Assert.Equal((long)(XxHash3.HashToUInt64("0b9f1c34-52aa-5c1e-8d3e-77a1c2d4e5f6"u8) >> 1), _events[0].C);
    }

    [Fact]
    public void Several_trades_and_the_field_order_of_spot_are_read_too()
    {
        Assert.Equal(2, PublicFrames.DecodeTrades(Fixtures.Frames[1], Fixtures.Symbols, Received, _events).Count);
        Assert.Equal(2290000000061666327, _events[1].C);
        Assert.Equal(1, PublicFrames.DecodeTrades(Fixtures.Frames[2], Fixtures.Symbols, Received, _events).Count);
        Assert.Equal(Quantity.FromDecimal(0.000123m).Raw, _events[0].B);
    }

    [Fact]
    public void A_snapshot_clears_first_and_its_last_level_says_so()
    {
        var result = PublicFrames.DecodeBook(Fixtures.Frames[3], Fixtures.Symbols, Received, _events, out var book);

        Assert.Equal(5, result.Count);
        Assert.Equal(new BookFrame(7, 50, true, 700100, 99000001, Timestamp.FromMilliseconds(1_764_000_000_400)), book);
        Assert.Equal(MarketEventFlags.Snapshot | MarketEventFlags.Clear, _events[0].Flags);
        Assert.Equal(MarketEventFlags.Snapshot | MarketEventFlags.Sell | MarketEventFlags.Last, _events[4].Flags);
        Assert.All(_events[..5], e => Assert.Equal((700100L, Timestamp.FromMilliseconds(1_764_000_000_397)), (e.C, e.ExchangeTime)));
    }

    [Fact]
    public void Deltas_applied_to_the_snapshot_give_the_book()
    {
        var book = new OrderBook();
        foreach (var frame in Fixtures.Frames[3..6])
        {
            var count = PublicFrames.DecodeBook(frame, Fixtures.Symbols, Received, _events, out _).Count;
            for (var i = 0; i < count; i++) book.Apply(_events[i]);
        }

        // The odd ask far below the bids crossed the book and, being the newest word, took them away.
        Assert.Equal(Price.FromDecimal(0.00000123m), book.BestAsk.Price);
        Assert.Equal(123456789.00000001m, book.BestAsk.Quantity.ToDecimal());
        Assert.Equal(Quantity.FromDecimal(0.6m), book.QuantityAt(Side.Sell, Price.FromDecimal(91234.5m)));
        Assert.Equal(4, book.StaleLevelsRemoved);
    }

    [Fact]
    public void The_usual_layouts_take_the_fast_path()
    {
        if (!FastNumber.IsSupported) return;
        for (var i = 0; i < Fixtures.Frames.Length; i++)
        {
            var fast = i < 3
                ? FastTrades.TryDecode(Fixtures.Frames[i], Fixtures.Symbols, Received, _events, out _)
                : FastBook.TryDecode(Fixtures.Frames[i], Fixtures.Symbols, Received, _events, out _, out _);
            // Spot's own order of trade fields and a quantity of eighteen characters are left to the tolerant reader.
            Assert.Equal(i is not (2 or 4), fast);
        }
    }

    [Theory]
    [InlineData("{\"success\":true,\"ret_msg\":\"\",\"op\":\"subscribe\"}", FrameStatus.NotThisTopic)]
    [InlineData("{\"topic\":\"tickers.BTCUSDT\",\"data\":{}}", FrameStatus.NotThisTopic)]
    [InlineData("{\"topic\":\"orderbook.50.DOGEUSDT\",\"type\":\"delta\",\"ts\":1764000000420,\"data\":{\"s\":\"DOGEUSDT\",\"b\":[],\"a\":[],\"u\":2,\"seq\":3}}", FrameStatus.UnknownSymbol)]
    [InlineData("{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"delta\",\"ts\":17640,\"data\":{\"s\":\"BTCUSDT\",\"b\":[],\"a\":[],\"u\":2,\"seq\":3}}", FrameStatus.Malformed)]
    [InlineData("{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"delta\",\"ts\":1764000000420,\"data\":{\"s\":\"BTCUSDT\",\"b\":[[\"-1\",\"1\"]],\"a\":[],\"u\":2}}", FrameStatus.Malformed)]
    [InlineData("", FrameStatus.Malformed)]
    [InlineData("hello", FrameStatus.Malformed)]
    [InlineData("[]", FrameStatus.Malformed)]
    public void Other_frames_are_told_apart(string frame, FrameStatus expected) =>
        Assert.Equal(expected, PublicFrames.DecodeBook(Encoding.UTF8.GetBytes(frame), Fixtures.Symbols, Received, _events, out _).Status);

    [Fact]
    public void A_small_buffer_is_said_and_nothing_is_written_beyond_it() =>
        Assert.Equal(FrameStatus.BufferTooSmall, PublicFrames.DecodeBook(Fixtures.Frames[3], Fixtures.Symbols, Received, _events.AsSpan(0, 2), out _).Status);

    [Fact]
    public void Decoding_allocates_nothing_on_either_path()
    {
        DecodeAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        DecodeAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Frames_of_the_same_meaning_give_the_same_events()
    {
        var mutator = new FrameMutator(11);
        foreach (var frame in AllFrames())
        {
            var (expected, book) = Decode(frame);
            for (var i = 0; i < 200; i++)
            {
                var changed = mutator.SameMeaning(frame);
                var (actual, header) = Decode(changed);
                Assert.True(expected.AsSpan().SequenceEqual(actual, EventComparer.Instance), Encoding.UTF8.GetString(changed));
                Assert.Equal(book, header);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_fast_path_never_says_anything_but_what_the_tolerant_reader_says(int seed)
    {
        var mutator = new FrameMutator((ulong)seed);
        var frames = AllFrames().ToArray();
        int fast = 0, total = 0;
        for (var round = 0; round < 6000; round++)
        {
            var frame = frames[round % frames.Length];
            frame = (round % 3) switch { 0 => mutator.Damaged(frame), 1 => mutator.OtherDigits(frame), _ => mutator.Damaged(mutator.OtherDigits(frame)) };
            total++;
            if (AgreesWhereFast(frame)) fast++;
        }

        if (FastNumber.IsSupported) Assert.InRange(fast, total / 10, total);
    }

    private bool AgreesWhereFast(byte[] frame)
    {
        var text = Encoding.UTF8.GetString(frame);
        var slowTrades = TolerantTrades.Decode(frame, Fixtures.Symbols, Received, _others);
        var fastTrades = FastTrades.TryDecode(frame, Fixtures.Symbols, Received, _events, out var trades);
        if (fastTrades)
        {
            Assert.True(slowTrades == new FrameResult(FrameStatus.Ok, trades, 0), text);
            Assert.True(_events.AsSpan(0, trades).SequenceEqual(_others.AsSpan(0, trades), EventComparer.Instance), text);
        }

        var slowBook = TolerantBook.Decode(frame, Fixtures.Symbols, Received, _others, out var slow);
        var fastBook = FastBook.TryDecode(frame, Fixtures.Symbols, Received, _events, out var levels, out var header);
        if (fastBook)
        {
            Assert.True(slowBook == new FrameResult(FrameStatus.Ok, levels, 0) && slow == header, text);
            Assert.True(_events.AsSpan(0, levels).SequenceEqual(_others.AsSpan(0, levels), EventComparer.Instance), text);
        }

        return fastTrades || fastBook;
    }

    private (MarketEvent[] Events, BookFrame Book) Decode(byte[] frame)
    {
        BookFrame book = default;
        var result = PublicFrames.DecodeTrades(frame, Fixtures.Symbols, Received, _events);
        if (!result.IsOk) result = PublicFrames.DecodeBook(frame, Fixtures.Symbols, Received, _events, out book);
        Assert.True(result.IsOk, $"{result} {Encoding.UTF8.GetString(frame)}");
        return (_events[..result.Count], book);
    }

    private void DecodeAll()
    {
        foreach (var frame in Fixtures.Frames)
        {
            PublicFrames.DecodeTrades(frame, Fixtures.Symbols, Received, _events);
            PublicFrames.DecodeBook(frame, Fixtures.Symbols, Received, _events, out _);
            TolerantTrades.Decode(frame, Fixtures.Symbols, Received, _events);
            TolerantBook.Decode(frame, Fixtures.Symbols, Received, _events, out _);
        }
    }

    private static IEnumerable<byte[]> AllFrames() => Fixtures.Frames.Concat(
        Fixtures.Shared("ws", "publictrade").Concat(Fixtures.Shared("ws", "orderbook-50")).Concat(Fixtures.Shared("ws", "nt-orderbook")).Select(f => Encoding.UTF8.GetBytes(f.Json)));
}
