using System.Text.Json;
using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>A saved reply of Bybit's V5 market/kline: newest first, [start, open, high, low, close, volume, turnover] as strings. One reply a line, or one in all.</summary>
internal sealed class BybitKlineJsonFormat : IMarketDataFormat
{
    public string Name => "bybit-kline";

    public string Description => "Bybit V5 market/kline reply as JSON (result.category, symbol, list of string arrays, newest first)";

    public bool Recognises(SourceText source)
    {
        var head = source.Head.Span.TrimStart(" \t\r\n\uFEFF"u8);
        return head.StartsWith("{"u8) && head.IndexOf("\"retCode\""u8) is >= 0 and < 200 && head.IndexOf("\"list\""u8) >= 0 && head.IndexOf("\"symbol\""u8) >= 0;
    }

    public void Read(SourceText source, ImportSession session)
    {
        using var memory = new MemoryStream();
        source.Content.CopyTo(memory);
        try
        {
            using var document = JsonDocument.Parse(memory.GetBuffer().AsMemory(0, (int)memory.Length));
            ReadReply(document.RootElement, source, session);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new MarketDataException(session.File, $"not a V5 kline reply ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static void ReadReply(JsonElement reply, SourceText source, ImportSession session)
    {
        if (reply.GetProperty("retCode").GetInt32() is not 0 and var code) throw session.Refuse($"an error reply of the exchange (retCode {code}), no data");
        var result = reply.GetProperty("result");
        var symbol = result.GetProperty("symbol").GetString()!;
        var kind = result.TryGetProperty("category", out var category) ? InstrumentNaming.Kind(category.GetString()!) : null;
        var instrument = session.Identify(source, new InstrumentId("bybit", kind ?? ContractKind.LinearPerpetual, symbol));
        var segment = session.Segment(instrument, MarketEventKind.Bar);
        segment.OpenTimes = true;
        var rows = result.GetProperty("list").EnumerateArray().ToList();
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            try
            {
                segment.Add(ToBar(rows[i], ref segment.RoundedValues));
            }
            catch (FormatException e)
            {
                session.BadRow(i + 1, e.Message);
            }
        }
    }

    private static MarketEvent ToBar(JsonElement row, ref long rounded)
    {
        if (row.GetArrayLength() < 5) throw new FormatException($"{row.GetArrayLength()} values where seven are expected");
        var start = JsonRows.Milliseconds(row[0]);
        var open = JsonRows.Number(row[1], Price.Decimals, ref rounded);
        var high = JsonRows.Number(row[2], Price.Decimals, ref rounded);
        var low = JsonRows.Number(row[3], Price.Decimals, ref rounded);
        var close = JsonRows.Number(row[4], Price.Decimals, ref rounded);
        var volume = row.GetArrayLength() > 5 ? JsonRows.Number(row[5], Quantity.Decimals, ref rounded) : 0;
        if (low <= 0 || high < Math.Max(open, close) || low > Math.Min(open, close)) throw new FormatException("high, low, open and close do not fit together");
        return MarketEvent.FromBar(0, default, start, start, new Price(open), new Price(high), new Price(low), new Price(close), new Quantity(volume));
    }
}
