using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>The public stream of one category: books with gap detection and resynchronisation, trades, tickers merged from deltas, klines.</summary>
public sealed class PublicStream : StreamSession
{
    private const int MostEvents = 4096;

    private readonly Category _category;
    private readonly IReadOnlyList<PublicSubscription> _subscriptions;
    private readonly IPublicSink _sink;
    private readonly SymbolTable _symbols;
    private readonly Dictionary<short, PublicSubscription> _byInstrument;
    private readonly Dictionary<string, Ticker> _tickers = [];
    private readonly BookGate[] _gates;
    private readonly MarketEvent[] _events = new MarketEvent[MostEvents];
    private readonly HashSet<string> _unanswered = [];
    private int _requests;

    /// <exception cref="ArgumentException">A symbol comes twice, or nothing is asked for.</exception>
    public PublicStream(BybitEnvironment environment, Category category, IReadOnlyList<PublicSubscription> subscriptions, IPublicSink sink, StreamSettings settings, TimeProvider time)
        : base($"public {category.Text()}", environment, environment.PublicStream(category), settings, time, sink)
    {
        if (subscriptions.Count == 0 || subscriptions.Select(s => s.Symbol).Distinct().Count() != subscriptions.Count)
            throw new ArgumentException("Ask for every symbol once, and for at least one.", nameof(subscriptions));
        (_category, _subscriptions, _sink) = (category, subscriptions, sink);
        _symbols = new SymbolTable(subscriptions.Select(s => new KeyValuePair<string, short>(s.Symbol, s.Instrument)));
        _byInstrument = subscriptions.ToDictionary(s => s.Instrument);
        _gates = new BookGate[subscriptions.Max(s => s.Instrument) + 1];
    }

    private protected override void OnOpen()
    {
        SetState(StreamState.Subscribing);
        _unanswered.Clear();
        // Spot takes ten topics a request; linear is bounded by the text's length, which a hundred topics stay far below.
        foreach (var topics in _subscriptions.SelectMany(Topics).Chunk(_category == Category.Spot ? 10 : 100)) Request(ControlFrames.Subscribe, topics);
    }

    private protected override void OnClosed(string why)
    {
        _tickers.Clear();
        foreach (var subscription in _subscriptions)
        {
            if (!_gates[subscription.Instrument].IsLive) continue;
            _gates[subscription.Instrument].Reset();
            _sink.OnBookVoid(subscription.Instrument, why);
        }
    }

    private protected override void OnFrame(ReadOnlySpan<byte> frame, Timestamp received)
    {
        if (frame.StartsWith("{\"topic\":\"orderbook."u8)) Book(frame, received);
        else if (frame.StartsWith("{\"topic\":\"publicTrade."u8)) Trades(frame, received);
        else Other(frame, received);
    }

    private void Book(ReadOnlySpan<byte> frame, Timestamp received)
    {
        var result = PublicFrames.DecodeBook(frame, _symbols, received, _events, out var book);
        if (!result.IsOk)
        {
            Malformed(result, frame);
            return;
        }

        ref var gate = ref _gates[book.Instrument];
        switch (gate.Judge(book))
        {
            case BookVerdict.Pass when result.Count > 0:
                _sink.OnMarket(_events.AsSpan(0, result.Count));
                break;
            case BookVerdict.Pass when book.IsSnapshot:
                _sink.OnBookVoid(book.Instrument, "an empty snapshot");
                break;
            case BookVerdict.Gap:
                _sink.OnBookVoid(book.Instrument, $"updates are missing before {book.UpdateId}");
                var topic = WireTopics.OrderBook(book.Depth, _byInstrument[book.Instrument].Symbol);
                Request(ControlFrames.Unsubscribe, [topic]);
                Request(ControlFrames.Subscribe, [topic]);
                break;
            default:
                break;
        }
    }

    private void Trades(ReadOnlySpan<byte> frame, Timestamp received)
    {
        var result = PublicFrames.DecodeTrades(frame, _symbols, received, _events);
        if (!result.IsOk) Malformed(result, frame);
        else if (result.Count > 0) _sink.OnMarket(_events.AsSpan(0, result.Count));
    }

    private void Other(ReadOnlySpan<byte> frame, Timestamp received)
    {
        using var json = JsonFrame.TryParse(frame);
        try
        {
            var topic = json?.Topic;
            if (json is null) Malformed(FrameResult.Malformed(0), frame);
            else if (topic!.StartsWith(WireTopics.OrderBookPrefix, StringComparison.Ordinal)) Book(frame, received);
            else if (topic.StartsWith(WireTopics.PublicTradePrefix, StringComparison.Ordinal)) Trades(frame, received);
            else if (topic.StartsWith(WireTopics.TickersPrefix, StringComparison.Ordinal)) Ticker(json, topic, received);
            else if (topic.StartsWith(WireTopics.KlinePrefix, StringComparison.Ordinal)) Klines(json, topic, received);
            else if (topic.Length == 0) Answer(json);
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            Malformed(FrameResult.Malformed(0), frame);
        }
    }

    private void Ticker(JsonFrame json, string topic, Timestamp received)
    {
        var symbol = topic[WireTopics.TickersPrefix.Length..];
        if (Instrument(symbol) is not { } instrument) return;
        var row = json.Root.Object("data");
        var known = json.Root.Text("type") == "delta" ? _tickers.GetValueOrDefault(symbol) : null;
        if (known is null && json.Root.Text("type") == "delta") return; // a delta to nothing: the snapshot is on its way
        var ticker = known?.Merge(row, json.Published) ?? Wire.Ticker.Read(row, json.Published);
        _tickers[symbol] = ticker;
        _sink.OnTicker(instrument, ticker, received);
        if (!row.Has("markPrice") || ticker.MarkPrice is not > 0m) return;
        _events[0] = MarketEvent.FromMark(instrument, json.Published, received, Price.FromDecimal(ticker.MarkPrice.Value));
        _events[0].B = Price.FromDecimal(ticker.IndexPrice ?? 0m).Raw;
        _sink.OnMarket(_events.AsSpan(0, 1));
    }

    private void Klines(JsonFrame json, string topic, Timestamp received)
    {
        var symbol = topic[(topic.LastIndexOf('.') + 1)..];
        if (Instrument(symbol) is not { } instrument) return;
        foreach (var row in json.Root.Rows("data").Select(row => KlineRow.ReadStream(row, symbol)).ToArray()) _sink.OnKline(instrument, row, received);
    }

    private short? Instrument(string symbol) => _subscriptions.FirstOrDefault(s => s.Symbol == symbol)?.Instrument;

    /// <summary>Acks and pongs; whatever is not an ack of ours only shows that the line lives.</summary>
    private void Answer(JsonFrame json)
    {
        var root = json.Root;
        if (root.Text("op") is not (WireOps.Subscribe or WireOps.Unsubscribe) || !_unanswered.Remove(root.Text("req_id"))) return;
        if (!root.Flag("success")) Abort($"a subscription was refused: {root.Text("ret_msg")}");
        else if (_unanswered.Count == 0 && Status.State == StreamState.Subscribing) SetState(StreamState.Live);
    }

    private void Request(Func<IEnumerable<string>, string, byte[]> make, IReadOnlyCollection<string> topics)
    {
        var id = $"p{++_requests}";
        _unanswered.Add(id);
        Post(make(topics, id));
    }

    private static IEnumerable<string> Topics(PublicSubscription subscription)
    {
        if (subscription.BookDepth > 0) yield return WireTopics.OrderBook(subscription.BookDepth, subscription.Symbol);
        if (subscription.Trades) yield return WireTopics.PublicTrade(subscription.Symbol);
        if (subscription.Ticker) yield return WireTopics.Tickers(subscription.Symbol);
        foreach (var interval in subscription.Klines)
            yield return WireIntervals.TryText(interval, out var text) ? WireTopics.Kline(text, subscription.Symbol) : throw new ArgumentException($"Bybit has no klines of {interval}.");
    }
}
