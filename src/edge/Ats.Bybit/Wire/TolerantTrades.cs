using System.Text.Json;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>publicTrade frames of any field order, with whitespace, escapes and unknown fields. Nothing is allocated unless the frame is malformed.</summary>
internal static class TolerantTrades
{
    public static FrameResult Decode(ReadOnlySpan<byte> frame, SymbolTable symbols, Timestamp received, Span<MarketEvent> events)
    {
        Span<byte> buffer = stackalloc byte[JsonField.MaxText];
        var topic = FrameTopic.Find(frame, "publicTrade."u8, buffer, out var symbol);
        if (!topic.IsOk) return topic;
        var instrument = symbols.Find(symbol);
        var json = new Utf8JsonReader(frame);
        try
        {
            var result = Read(ref json, symbol, instrument, received, events);
            return result.IsOk && instrument < 0 ? FrameResult.Not(FrameStatus.UnknownSymbol) : result;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return FrameResult.Malformed(json.BytesConsumed);
        }
    }

    private static FrameResult Read(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> symbol, short instrument, Timestamp received, Span<MarketEvent> events)
    {
        var count = -1;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("data"u8))
            {
                json.Read();
                if (count >= 0 || json.TokenType != JsonTokenType.StartArray) return FrameResult.Malformed(json.TokenStartIndex);
                count = 0;
                while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                {
                    if (count == events.Length) return FrameResult.Not(FrameStatus.BufferTooSmall);
                    if (!ReadTrade(ref json, symbol, instrument, received, out events[count])) return FrameResult.Malformed(json.TokenStartIndex);
                    count++;
                }

                if (json.TokenType != JsonTokenType.EndArray) return FrameResult.Malformed(json.TokenStartIndex);
                continue;
            }

            json.Read();
            json.Skip();
        }

        return count < 0 ? FrameResult.Malformed(json.BytesConsumed) : FrameResult.Ok(count);
    }

    private static bool ReadTrade(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> symbol, short instrument, Timestamp received, out MarketEvent trade)
    {
        trade = default;
        Timestamp time = default;
        long price = 0, quantity = 0, id = 0;
        Side? side = null;
        Span<byte> buffer = stackalloc byte[JsonField.MaxText];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var ok = true;
            if (Take(ref json, "T"u8)) ok = JsonField.TryMilliseconds(ref json, out time);
            else if (Take(ref json, "s"u8)) ok = json.TokenType == JsonTokenType.String && json.ValueTextEquals(symbol);
            else if (Take(ref json, "S"u8))
            {
                ok = JsonField.TrySide(ref json, out var taker);
                side = taker;
            }
            else if (Take(ref json, "v"u8)) ok = JsonField.TryFixed(ref json, Quantity.Decimals, out quantity);
            else if (Take(ref json, "p"u8)) ok = JsonField.TryFixed(ref json, Price.Decimals, out price);
            else if (Take(ref json, "i"u8))
            {
                var length = JsonField.CopyText(ref json, buffer);
                ok = length >= 0;
                id = ok ? TradeId.Of(buffer[..length]) : 0;
            }
            else
            {
                json.Read();
                json.Skip();
            }

            if (!ok) return false;
        }

        if (time == default || side is null || price <= 0 || quantity <= 0) return false;
        trade = MarketEvent.FromTrade(instrument, time, received, new Price(price), new Quantity(quantity), side.Value, id);
        return true;
    }

    private static bool Take(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (!json.ValueTextEquals(name)) return false;
        json.Read();
        return true;
    }
}
