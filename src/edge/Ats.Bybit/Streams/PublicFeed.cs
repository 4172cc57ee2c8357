using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>
/// From the bytes of public frames to the sink, without a socket: a stream feeds it, and so can a recording or a benchmark. Books and trades allocate nothing.
/// Not thread-safe.
/// </summary>
public sealed class PublicFeed
{
    private const int MostEvents = 4096;

    private readonly IReadOnlyList<PublicSubscription> _subscriptions;
    private readonly IPublicSink _sink;
    private readonly SymbolTable _symbols;
    private readonly string _name;
    private readonly Dictionary<string, Ticker> _tickers = [];
    private readonly BookGate[] _gates;
    private readonly MarketEvent[] _events = new MarketEvent[MostEvents];

    /// <param name="name">How malformed frames are told.</param>
    /// <param name="subscriptions">Each symbol once.</param>
    /// <param name="sink">Takes everything.</param>
    /// <exception cref="ArgumentException">A symbol comes twice, or nothing is asked for.</exception>
    public PublicFeed(string name, IReadOnlyList<PublicSubscription> subscriptions, IPublicSink sink)
    {
        if (subscriptions.Count == 0 || subscriptions.Select(s => s.Symbol).Distinct().Count() != subscriptions.Count)
            throw new ArgumentException("Ask for every symbol once, and for at least one.", nameof(subscriptions));
        (_name, _subscriptions, _sink) = (name, subscriptions, sink);
        _symbols = new SymbolTable(subscriptions.Select(s => new KeyValuePair<string, short>(s.Symbol, s.Instrument)));
        _gates = new BookGate[subscriptions.Max(s => s.Instrument) + 1];
    }

    /// <summary>The topic to subscribe anew after a <see cref="FeedVerdict.Gap"/>.</summary>
    public string GapTopic { get; private set; } = "";

    public FeedVerdict Handle(ReadOnlySpan<byte> frame, Timestamp received)
    {
        if (frame.StartsWith("{\"topic\":\"orderbook."u8)) return Book(frame, received);
        return frame.StartsWith("{\"topic\":\"publicTrade."u8) ? Trades(frame, received) : Other(frame, received);
    }

    /// <summary>The connection is gone: every book is void, and tickers are forgotten.</summary>
    public void Reset(string why)
    {
        _tickers.Clear();
        foreach (var subscription in _subscriptions)
        {
            if (!_gates[subscription.Instrument].IsLive) continue;
            _gates[subscription.Instrument].Reset();
            _sink.OnBookVoid(subscription.Instrument, why);
        }
    }

    private FeedVerdict Book(ReadOnlySpan<byte> frame, Timestamp received)
    {
        var result = PublicFrames.DecodeBook(frame, _symbols, received, _events, out var book);
        if (!result.IsOk) return Malformed(result, frame);
        switch (_gates[book.Instrument].Judge(book))
        {
            case BookVerdict.Pass when result.Count > 0:
                _sink.OnMarket(_events.AsSpan(0, result.Count));
                break;
            case BookVerdict.Pass when book.IsSnapshot:
                _sink.OnBookVoid(book.Instrument, "an empty snapshot");
                break;
            case BookVerdict.Gap:
                _sink.OnBookVoid(book.Instrument, $"updates are missing before {book.UpdateId}");
                GapTopic = TopicOf(book.Instrument, book.Depth);
                return FeedVerdict.Gap;
            default:
                break;
        }

        return FeedVerdict.Done;
    }

    private FeedVerdict Trades(ReadOnlySpan<byte> frame, Timestamp received)
    {
        var result = PublicFrames.DecodeTrades(frame, _symbols, received, _events);
        if (!result.IsOk) return Malformed(result, frame);
        if (result.Count > 0) _sink.OnMarket(_events.AsSpan(0, result.Count));
        return FeedVerdict.Done;
    }

    /// <summary>Rows are read under the guard and handed over outside it: a fault of the sink is not a fault of the frame.</summary>
    private FeedVerdict Other(ReadOnlySpan<byte> frame, Timestamp received)
    {
        using var json = JsonFrame.TryParse(frame);
        if (json is null) return Malformed(FrameResult.Malformed(0), frame);
        string topic;
        Ticker? ticker = null;
        MarketEvent? mark = null;
        KlineRow[] klines = [];
        try
        {
            topic = json.Topic;
            if (topic.StartsWith(WireTopics.TickersPrefix, StringComparison.Ordinal)) (ticker, mark) = ReadTicker(json, SymbolOf(topic), received);
            else if (topic.StartsWith(WireTopics.KlinePrefix, StringComparison.Ordinal)) klines = [.. json.Root.Rows("data").Select(row => KlineRow.ReadStream(row, SymbolOf(topic)))];
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            return Malformed(FrameResult.Malformed(0), frame);
        }

        if (topic.Length == 0) return FeedVerdict.Control;
        if (topic.StartsWith(WireTopics.OrderBookPrefix, StringComparison.Ordinal)) return Book(frame, received);
        if (topic.StartsWith(WireTopics.PublicTradePrefix, StringComparison.Ordinal)) return Trades(frame, received);
        if (InstrumentOf(SymbolOf(topic)) is not { } instrument) return FeedVerdict.Done;
        if (ticker is not null) _sink.OnTicker(instrument, ticker, received);
        if (mark is { } price) _sink.OnMarket([price]);
        foreach (var kline in klines) _sink.OnKline(instrument, kline, received);
        return FeedVerdict.Done;
    }

    /// <summary>The merged ticker and, where the frame names it, the mark price as an event. None for a delta to nothing: its snapshot is on the way.</summary>
    private (Ticker? Ticker, MarketEvent? Mark) ReadTicker(JsonFrame json, string symbol, Timestamp received)
    {
        var row = json.Root.Object("data");
        var isDelta = json.Root.Text("type") == "delta";
        var known = isDelta ? _tickers.GetValueOrDefault(symbol) : null;
        if (InstrumentOf(symbol) is not { } instrument || (isDelta && known is null)) return default;
        var ticker = known?.Merge(row, json.Published) ?? Ticker.Read(row, json.Published);
        _tickers[symbol] = ticker;
        if (!row.Has("markPrice") || ticker.MarkPrice is not > 0m) return (ticker, null);
        var mark = MarketEvent.FromMark(instrument, json.Published, received, Price.FromDecimal(ticker.MarkPrice.Value));
        mark.B = Price.FromDecimal(ticker.IndexPrice ?? 0m).Raw;
        return (ticker, mark);
    }

    /// <summary>Apart, since a lambda in the hot path would allocate its closure with every frame.</summary>
    private string TopicOf(short instrument, int depth) => WireTopics.OrderBook(depth, _subscriptions.First(s => s.Instrument == instrument).Symbol);

    private static string SymbolOf(string topic) => topic[(topic.LastIndexOf('.') + 1)..];

    private short? InstrumentOf(string symbol) => _subscriptions.FirstOrDefault(s => s.Symbol == symbol)?.Instrument;

    private FeedVerdict Malformed(FrameResult result, ReadOnlySpan<byte> frame)
    {
        _sink.OnMalformed(_name, result, frame[..Math.Min(frame.Length, StreamSession.ToldBytes)]);
        return FeedVerdict.Done;
    }
}
