using System.Globalization;
using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>
/// Bars without a header: time, four prices, volume. Which price is which is told by the rows at the file's start: an order is
/// possible when every row's high is its greatest and its low its least. Two orders are known (open, high, low, close, and
/// Bitfinex's open, close, high, low); a file whose first rows allow both, or neither, is not recognised and needs --format.
/// </summary>
internal static class HeaderlessBars
{
    private const int SampleRows = 1000;

    /// <summary>Whether the order with high, low and close in these columns is possible and the other is not.</summary>
    public static bool Fits(SourceText source, int high, int low, int close, int otherHigh, int otherLow, int otherClose)
    {
        var header = CsvHeader.Read(source);
        if (header.Names.Count > 0 || header.Columns is < 6 or > 7 || !BinanceCsv.AreNumbers(header, 0, 6)) return false;
        var rows = source.HeadLines(SampleRows).Select(l => l.Split(',')).Where(r => r.Length == header.Columns).ToList();
        if (rows.Count > 1) rows.RemoveAt(rows.Count - 1);
        return Possible(rows, high, low, close) && !Possible(rows, otherHigh, otherLow, otherClose);
    }

    public static void Read(SourceText source, ImportSession session, int high, int low, int close)
    {
        var header = CsvHeader.Read(source);
        if (header.Names.Count > 0 || header.Columns is < 6 or > 7) throw session.Refuse("bars without a header have six or seven columns: time, four prices, volume[, turnover]");
        var layout = new CsvLayout(
            MarketEventKind.Bar,
            header.Columns,
            [
                header.Time(0, EventColumns.Exchange),
                new(1, EventColumns.A, CsvFieldType.Number, Price.Decimals),
                new(high, EventColumns.B, CsvFieldType.Number, Price.Decimals),
                new(low, EventColumns.C, CsvFieldType.Number, Price.Decimals),
                new(close, EventColumns.D, CsvFieldType.Number, Price.Decimals),
                new(5, EventColumns.E, CsvFieldType.Number, Quantity.Decimals),
            ])
        { OpenTimes = true };
        CsvEventReader.Read(source, layout, session.Segment(session.Identify(source, null), MarketEventKind.Bar), session);
    }

    private static bool Possible(List<string[]> rows, int high, int low, int close)
    {
        foreach (var row in rows)
        {
            if (!Parse(row[1], out var o) || !Parse(row[high], out var h) || !Parse(row[low], out var l) || !Parse(row[close], out var c)) continue;
            if (h < o || h < c || l > o || l > c) return false;
        }

        return true;
    }

    private static bool Parse(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
