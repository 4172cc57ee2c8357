using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>orderbook.{depth}.{symbol}: a snapshot, then deltas of absolute sizes; level 1 is snapshots only, repeated with the same u after 3 s.</summary>
internal sealed class BookTopic : PublicTopic
{
    private readonly int _depth;
    private readonly int _periodMs;
    private BookLevel[] _bids;
    private BookLevel[] _asks;
    private BookLevel[] _newBids;
    private BookLevel[] _newAsks;
    private int _bidCount;
    private int _askCount;
    private long _seq = -1;
    private long _changedMs;
    private long _sentMs;
    private long _updates = 1;

    public BookTopic(string name, Listing listing, FaultBox faults, int depth)
        : base(name, listing, faults)
    {
        _depth = depth;
        _periodMs = depth switch { 1 => 10, 50 => 20, 200 => 100, _ => 200 };
        _bids = new BookLevel[depth];
        _asks = new BookLevel[depth];
        _newBids = new BookLevel[depth];
        _newAsks = new BookLevel[depth];
    }

    public override void Tick(long nowMs, Action<SocketSession> touched)
    {
        // The deep topic counts on without subscribers: REST shows its u.
        if ((!HasSubscribers && _depth != 1000) || nowMs - _sentMs < _periodMs) return;
        if (_seq == Listing.Seq)
        {
            if (_depth == 1 && nowMs - _sentMs >= 3000) SendSnapshot(nowMs, touched);
            return;
        }

        var bids = Listing.Book.Depth(Side.Buy, _newBids);
        var asks = Listing.Book.Depth(Side.Sell, _newAsks);
        _seq = Listing.Seq;
        if (Same(_bids, _bidCount, _newBids, bids) && Same(_asks, _askCount, _newAsks, asks)) return;
        _updates++;
        _changedMs = Listing.BookChangedMs;
        if (_depth == 1000) Listing.DeepUpdates = _updates;
        if (_depth > 1 && HasSubscribers) WriteDelta(nowMs, bids, asks);
        (_bids, _newBids, _bidCount) = (_newBids, _bids, bids);
        (_asks, _newAsks, _askCount) = (_newAsks, _asks, asks);
        _sentMs = nowMs;
        if (_depth == 1) SendSnapshot(nowMs, touched);
        else if (HasSubscribers) Publish(Frame.End(), touched, droppable: true);
    }

    protected override void Welcome(SocketSession session, long nowMs)
    {
        if (_seq < 0) Capture();
        else if (_seq != Listing.Seq && nowMs - _sentMs > 3000) Capture();
        WriteSnapshot(nowMs);
        session.Send(Frame.End());
    }

    /// <summary>Takes the book as it is, for a topic nobody watched.</summary>
    private void Capture()
    {
        _bidCount = Listing.Book.Depth(Side.Buy, _bids);
        _askCount = Listing.Book.Depth(Side.Sell, _asks);
        if (_seq >= 0) _updates++;
        _seq = Listing.Seq;
        _changedMs = Listing.BookChangedMs;
        if (_depth == 1000) Listing.DeepUpdates = _updates;
    }

    private void SendSnapshot(long nowMs, Action<SocketSession> touched)
    {
        _sentMs = nowMs;
        WriteSnapshot(nowMs);
        Publish(Frame.End(), touched);
    }

    private void WriteSnapshot(long nowMs)
    {
        Begin("snapshot", nowMs);
        WriteAll("b"u8, _bids, _bidCount);
        WriteAll("a"u8, _asks, _askCount);
        Close();
    }

    private void WriteDelta(long nowMs, int bids, int asks)
    {
        Begin("delta", nowMs);
        WriteChanges("b"u8, -1, _bids.AsSpan(0, _bidCount), _newBids.AsSpan(0, bids));
        WriteChanges("a"u8, 1, _asks.AsSpan(0, _askCount), _newAsks.AsSpan(0, asks));
        Close();
    }

    private void Begin(string type, long nowMs)
    {
        var json = Frame.Begin();
        json.WriteString("topic"u8, Name);
        json.WriteString("type"u8, type);
        json.WriteNumber("ts"u8, nowMs);
        json.WriteStartObject("data"u8);
        json.WriteString("s"u8, Listing.Symbol);
    }

    private void Close()
    {
        Frame.Json.WriteNumber("u"u8, _updates);
        Frame.Json.WriteNumber("seq"u8, _seq);
        Frame.Json.WriteEndObject();
        Frame.Json.WriteNumber("cts"u8, _changedMs);
    }

    private void WriteAll(ReadOnlySpan<byte> name, BookLevel[] levels, int count)
    {
        Frame.Json.WriteStartArray(name);
        for (var i = 0; i < count; i++) WriteLevel(levels[i].Price, levels[i].Quantity);
        Frame.Json.WriteEndArray();
    }

    /// <summary>Merges old and new levels, both best first; direction +1 for rising prices (asks).</summary>
    private void WriteChanges(ReadOnlySpan<byte> name, int direction, ReadOnlySpan<BookLevel> old, ReadOnlySpan<BookLevel> now)
    {
        Frame.Json.WriteStartArray(name);
        int i = 0, j = 0;
        while (i < old.Length || j < now.Length)
        {
            var order = i == old.Length ? 1 : j == now.Length ? -1 : direction * old[i].Price.CompareTo(now[j].Price);
            if (order < 0)
            {
                WriteLevel(old[i++].Price, default);
                continue;
            }

            if (order > 0 || old[i].Quantity != now[j].Quantity) WriteLevel(now[j].Price, now[j].Quantity);
            j++;
            if (order == 0) i++;
        }

        Frame.Json.WriteEndArray();
    }

    private void WriteLevel(Price price, Quantity quantity)
    {
        Frame.Json.WriteStartArray();
        Frame.Json.NumberValue(price.Raw, Price.Decimals);
        Frame.Json.NumberValue(quantity.Raw, Quantity.Decimals);
        Frame.Json.WriteEndArray();
    }

    private static bool Same(BookLevel[] a, int aCount, BookLevel[] b, int bCount) => aCount == bCount && a.AsSpan(0, aCount).SequenceEqual(b.AsSpan(0, bCount));
}
