using System.Text.Json;
using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>
/// Binance's raw websocket text as recorded by hftbacktest: <c>&lt;receive time us|ns&gt; &lt;json&gt;</c> a line. Depth diffs and REST
/// snapshots become book levels, bookTicker quotes, trade trades, markPrice mark prices; other streams are passed over. The file's
/// receive time orders everything, for the exchange's event time goes back between streams.
/// </summary>
internal sealed class BinanceDumpFormat : IMarketDataFormat
{
    public string Name => "binance-ws";

    public string Description => "Binance raw websocket text, one `<receive time us|ns> <json>` a line: depth diffs, REST depth snapshots, bookTicker, trade, markPrice";

    public bool Recognises(SourceText source)
    {
        var head = source.Head.Span;
        var space = head.IndexOf((byte)' ');
        return space is >= 13 and <= 19 && !head[..space].ContainsAnyExceptInRange((byte)'0', (byte)'9') && head[(space + 1)..].StartsWith("{\""u8)
            && (head.IndexOf("\"stream\":"u8) >= 0 || head.IndexOf("\"lastUpdateId\""u8) >= 0 || head.IndexOf("\"depthUpdate\""u8) >= 0);
    }

    public void Read(SourceText source, ImportSession session)
    {
        var lines = new LineReader(source.Content);
        var message = new BinanceMessage();
        var books = new BinanceBookBuilder(source, session);
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty) continue;
            try
            {
                var space = line.IndexOf((byte)' ');
                long rounded = 0;
                if (space < 1 || !FixedPointParser.TryParseSlow(line[..space], 0, out var stamp, ref rounded) || stamp <= 0) throw new FormatException("no receive time");
                message.Parse(line[(space + 1)..]);
                books.Add(message, JsonFields.AnyUnit(stamp));
            }
            catch (Exception e) when (e is JsonException or FormatException or OverflowException)
            {
                session.BadRow(lines.Line, $"not a recorded Binance message ({e.Message.TrimEnd('.')})");
            }
        }
    }
}
