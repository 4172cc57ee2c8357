using System.Text;
using System.Text.Json;
using Ats.Domain;

namespace Ats.MarketData.Formats;

/// <summary>One Binance stream message or REST depth snapshot, field by field; reused from line to line.</summary>
internal sealed class BinanceMessage
{
    private readonly BookSideReader _book = new();
    private readonly Dictionary<int, string> _symbols = [];
    private long _rounded;

    public BinanceMessageKind Kind { get; private set; }

    public string? Symbol { get; private set; }

    public Timestamp EventTime { get; private set; }

    public Timestamp TransactionTime { get; private set; }

    /// <summary>First update id of a diff (U).</summary>
    public long FirstId { get; private set; }

    /// <summary>Last update id of a diff (u) or of a snapshot (lastUpdateId).</summary>
    public long LastId { get; private set; }

    /// <summary>Last update id of the diff before (pu, futures only); 0 = not told.</summary>
    public long PreviousId { get; private set; }

    public long TradeId { get; private set; }

    public bool BuyerIsMaker { get; private set; }

    /// <summary>p, q, b, B, a, A, i as raw numbers, where the message has them as such.</summary>
    public long TradePrice { get; private set; }

    public long TradeQuantity { get; private set; }

    public long Bid { get; private set; }

    public long BidQuantity { get; private set; }

    public long Ask { get; private set; }

    public long AskQuantity { get; private set; }

    public long Index { get; private set; }

    public List<(Side Side, long Price, long Quantity)> Levels => _book.Levels;

    /// <summary>Values rounded since last asked.</summary>
    public long TakeRounded()
    {
        var rounded = _rounded;
        _rounded = 0;
        return rounded;
    }

    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="FormatException">A field is not what it should be.</exception>
    public void Parse(ReadOnlySpan<byte> text)
    {
        Clear();
        var json = new Utf8JsonReader(text);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.ValueSpan.Length == 1) OneLetter(ref json, json.ValueSpan[0]);
            else LongName(ref json);
        }

        if (Kind == BinanceMessageKind.Depth && TransactionTime == default) TransactionTime = EventTime;
    }

    private void OneLetter(ref Utf8JsonReader json, byte name)
    {
        json.Read();
        switch (name)
        {
            case (byte)'e': Kind = KindOf(ref json); break;
            case (byte)'s': Symbol = SymbolOf(ref json); break;
            case (byte)'E': EventTime = JsonFields.Milliseconds(ref json); break;
            case (byte)'T' when json.TokenType == JsonTokenType.Number: TransactionTime = JsonFields.Milliseconds(ref json); break;
            case (byte)'U': FirstId = JsonFields.Fixed(ref json, 0, ref _rounded); break;
            case (byte)'u': LastId = JsonFields.Fixed(ref json, 0, ref _rounded); break;
            case (byte)'t': TradeId = JsonFields.Fixed(ref json, 0, ref _rounded); break;
            case (byte)'m': BuyerIsMaker = json.TokenType == JsonTokenType.True; break;
            case (byte)'p': TradePrice = JsonFields.Fixed(ref json, Price.Decimals, ref _rounded); break;
            case (byte)'q': TradeQuantity = JsonFields.Fixed(ref json, Quantity.Decimals, ref _rounded); break;
            case (byte)'i': Index = JsonFields.Fixed(ref json, Price.Decimals, ref _rounded); break;
            case (byte)'b' when json.TokenType == JsonTokenType.StartArray: _book.Read(ref json, Side.Buy, ref _rounded); break;
            case (byte)'a' when json.TokenType == JsonTokenType.StartArray: _book.Read(ref json, Side.Sell, ref _rounded); break;
            case (byte)'b': Bid = JsonFields.Fixed(ref json, Price.Decimals, ref _rounded); break;
            case (byte)'a': Ask = JsonFields.Fixed(ref json, Price.Decimals, ref _rounded); break;
            case (byte)'B': BidQuantity = JsonFields.Fixed(ref json, Quantity.Decimals, ref _rounded); break;
            case (byte)'A': AskQuantity = JsonFields.Fixed(ref json, Quantity.Decimals, ref _rounded); break;
            default: json.Skip(); break;
        }
    }

    private void LongName(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("data"u8)) return;
        if (json.ValueTextEquals("pu"u8))
        {
            json.Read();
            PreviousId = JsonFields.Fixed(ref json, 0, ref _rounded);
        }
        else if (json.ValueTextEquals("lastUpdateId"u8))
        {
            json.Read();
            Kind = BinanceMessageKind.Snapshot;
            LastId = JsonFields.Fixed(ref json, 0, ref _rounded);
        }
        else if (json.ValueTextEquals("bids"u8) || json.ValueTextEquals("asks"u8))
        {
            var side = json.ValueTextEquals("bids"u8) ? Side.Buy : Side.Sell;
            json.Read();
            _book.Read(ref json, side, ref _rounded);
        }
        else
        {
            json.Skip();
        }
    }

    private static BinanceMessageKind KindOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("depthUpdate"u8) ? BinanceMessageKind.Depth
        : json.ValueTextEquals("bookTicker"u8) ? BinanceMessageKind.BookTicker
        : json.ValueTextEquals("trade"u8) ? BinanceMessageKind.Trade
        : json.ValueTextEquals("markPriceUpdate"u8) ? BinanceMessageKind.MarkPrice
        : BinanceMessageKind.Other;

    /// <summary>The symbol as one string object however often it comes.</summary>
    private string SymbolOf(ref Utf8JsonReader json)
    {
        foreach (var known in _symbols.Values)
        {
            if (json.ValueTextEquals(known)) return known;
        }

        var made = Encoding.UTF8.GetString(json.ValueSpan);
        _symbols.Add(_symbols.Count, made);
        return made;
    }

    private void Clear()
    {
        Kind = BinanceMessageKind.Other;
        Symbol = null;
        EventTime = TransactionTime = default;
        FirstId = LastId = PreviousId = TradeId = TradePrice = TradeQuantity = Bid = BidQuantity = Ask = AskQuantity = Index = 0;
        BuyerIsMaker = false;
        _book.Levels.Clear();
    }
}
