using System.Text.Json;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>orderbook.N frames of any field order, with whitespace, escapes and unknown fields. Nothing is allocated unless the frame is malformed.</summary>
internal static class TolerantBook
{
    public static FrameResult Decode(ReadOnlySpan<byte> frame, SymbolTable symbols, Timestamp received, Span<MarketEvent> events, out BookFrame book)
    {
        book = default;
        Span<byte> buffer = stackalloc byte[JsonField.MaxText];
        var topic = FrameTopic.Find(frame, "orderbook."u8, buffer, out var rest);
        if (!topic.IsOk) return topic;
        var dot = rest.IndexOf((byte)'.');
        if (dot < 0 || rest[..dot].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || !WireNumber.TryParse(rest[..dot], 0, out var depth) || depth > 10_000)
            return FrameResult.Not(FrameStatus.NotThisTopic);
        var symbol = rest[(dot + 1)..];
        var state = new State { Instrument = symbols.Find(symbol), Update = -1 };
        var json = new Utf8JsonReader(frame);
        try
        {
            json.Read();
            var status = ReadFrame(ref json, symbol, events, ref state);
            if (status == FrameStatus.BufferTooSmall) return FrameResult.Not(status);
            if (status != FrameStatus.Ok || !state.Typed || !state.HasData || state.Update < 0 || state.Published == default) return FrameResult.Malformed(json.TokenStartIndex);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return FrameResult.Malformed(json.BytesConsumed);
        }

        if (state.Instrument < 0) return FrameResult.Not(FrameStatus.UnknownSymbol);
        Stamp(events[..state.Count], state, received);
        book = new BookFrame(state.Instrument, (int)depth, state.Snapshot, state.Update, state.Sequence, state.Published);
        return FrameResult.Ok(state.Count);
    }

    private static void Stamp(Span<MarketEvent> events, in State state, Timestamp received)
    {
        foreach (ref var e in events)
        {
            e.ExchangeTime = state.Matched == default ? state.Published : state.Matched;
            e.ReceiveTime = received;
            if (state.Snapshot) e.Flags |= MarketEventFlags.Snapshot;
        }

        BookEvents.Finish(events, state.Snapshot, state.Update);
    }

    private static FrameStatus ReadFrame(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> symbol, Span<MarketEvent> events, ref State state)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var status = FrameStatus.Ok;
            if (Take(ref json, "type"u8)) status = Check(TryType(ref json, ref state));
            else if (Take(ref json, "ts"u8)) status = Check(JsonField.TryMilliseconds(ref json, out state.Published));
            else if (Take(ref json, "cts"u8)) status = Check(JsonField.TryMilliseconds(ref json, out state.Matched));
            else if (Take(ref json, "data"u8)) status = ReadData(ref json, symbol, events, ref state);
            else Skip(ref json);
            if (status != FrameStatus.Ok) return status;
        }

        return FrameStatus.Ok;
    }

    private static FrameStatus ReadData(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> symbol, Span<MarketEvent> events, ref State state)
    {
        if (state.HasData || json.TokenType != JsonTokenType.StartObject) return FrameStatus.Malformed;
        state.HasData = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var status = FrameStatus.Ok;
            if (Take(ref json, "s"u8)) status = Check(json.TokenType == JsonTokenType.String && json.ValueTextEquals(symbol));
            else if (Take(ref json, "b"u8)) status = ReadLevels(ref json, Side.Buy, events, ref state);
            else if (Take(ref json, "a"u8)) status = ReadLevels(ref json, Side.Sell, events, ref state);
            else if (Take(ref json, "u"u8)) status = Check(JsonField.TryFixed(ref json, 0, out state.Update) && state.Update >= 0);
            else if (Take(ref json, "seq"u8)) status = Check(JsonField.TryFixed(ref json, 0, out state.Sequence));
            else Skip(ref json);
            if (status != FrameStatus.Ok) return status;
        }

        return FrameStatus.Ok;
    }

    private static FrameStatus ReadLevels(ref Utf8JsonReader json, Side side, Span<MarketEvent> events, ref State state)
    {
        if (json.TokenType != JsonTokenType.StartArray) return FrameStatus.Malformed;
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            if (state.Count == events.Length) return FrameStatus.BufferTooSmall;
            json.Read();
            if (!JsonField.TryFixed(ref json, Price.Decimals, out var price) || price <= 0) return FrameStatus.Malformed;
            json.Read();
            if (!JsonField.TryFixed(ref json, Quantity.Decimals, out var quantity) || quantity < 0) return FrameStatus.Malformed;
            json.Read();
            if (json.TokenType != JsonTokenType.EndArray) return FrameStatus.Malformed;
            events[state.Count++] = MarketEvent.FromBookLevel(state.Instrument, default, default, side, new Price(price), new Quantity(quantity), MarketEventFlags.None);
        }

        return Check(json.TokenType == JsonTokenType.EndArray);
    }

    private static bool TryType(ref Utf8JsonReader json, ref State state)
    {
        if (json.TokenType != JsonTokenType.String) return false;
        state.Snapshot = json.ValueTextEquals("snapshot"u8);
        state.Typed = true;
        return state.Snapshot || json.ValueTextEquals("delta"u8);
    }

    private static FrameStatus Check(bool ok) => ok ? FrameStatus.Ok : FrameStatus.Malformed;

    private static bool Take(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (!json.ValueTextEquals(name)) return false;
        json.Read();
        return true;
    }

    private static void Skip(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    private struct State
    {
        public short Instrument;
        public bool Typed;
        public bool Snapshot;
        public bool HasData;
        public int Count;
        public long Update;
        public long Sequence;
        public Timestamp Published;
        public Timestamp Matched;
    }
}
