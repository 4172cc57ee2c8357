using System.Text.Json;
using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>freqtrade's JSON trades: one array of [time ms, id, type, side, price, amount, cost]. The symbol is in the file name (XRP_ETH-trades.json).</summary>
internal sealed class FreqtradeTradesFormat : IMarketDataFormat
{
    public string Name => "freqtrade-trades";

    public string Description => "freqtrade trades as JSON ([[time ms, id, type, side, price, amount, cost],…])";

    public bool Recognises(SourceText source)
    {
        var head = source.Head.Span.TrimStart(" \t\r\n"u8);
        if (!head.StartsWith("[["u8)) return false;
        var row = head[2..];
        var end = row.IndexOf((byte)']');
        return end > 0 && row[..end].Count((byte)',') == 6 && (row[..end].IndexOf("\"buy\""u8) > 0 || row[..end].IndexOf("\"sell\""u8) > 0);
    }

    public void Read(SourceText source, ImportSession session)
    {
        using var memory = new MemoryStream();
        source.Content.CopyTo(memory);
        var json = new Utf8JsonReader(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        var segment = session.Segment(session.Identify(source, null), MarketEventKind.Trade);
        long row = 0;
        try
        {
            JsonFields.Expect(ref json, JsonTokenType.StartArray);
            while (json.Read() && json.TokenType == JsonTokenType.StartArray)
            {
                row++;
                Trade(ref json, segment, session, row);
            }

            if (json.TokenType != JsonTokenType.EndArray) throw new FormatException("an array of trades expected");
        }
        catch (JsonException e)
        {
            throw new MarketDataException(session.File, row, "the JSON is damaged or cut short: get the file again", e);
        }
        catch (FormatException e)
        {
            throw new MarketDataException(session.File, row, $"not freqtrade's trades ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static void Trade(ref Utf8JsonReader json, SegmentBuilder segment, ImportSession session, long row)
    {
        var reason = "";
        json.Read();
        var time = JsonFields.Milliseconds(ref json);
        json.Read();
        var id = json.TokenType == JsonTokenType.Null ? 0 : CsvTextFields.Id(json.ValueSpan);
        json.Read();
        json.Read();
        var sell = json.TokenType == JsonTokenType.String && json.ValueTextEquals("sell"u8);
        if (!sell && !(json.TokenType == JsonTokenType.String && json.ValueTextEquals("buy"u8))) reason = "the side is neither buy nor sell";
        json.Read();
        var price = JsonFields.Fixed(ref json, Price.Decimals, ref segment.RoundedValues);
        json.Read();
        var amount = JsonFields.Fixed(ref json, Quantity.Decimals, ref segment.RoundedValues);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            // cost: price × amount
        }

        if (price <= 0) reason = "the price is zero or negative";
        else if (amount <= 0) reason = "the amount is zero or negative";
        if (reason.Length > 0) session.BadRow(row, reason);
        else segment.Add(MarketEvent.FromTrade(0, time, time, new Price(price), new Quantity(amount), sell ? Side.Sell : Side.Buy, id));
    }
}
