using System.Numerics;
using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>What every row must satisfy, whatever it came from: sane times, positive prices, low at most open and close at most high.</summary>
internal static class RowRules
{
    /// <summary>1990-01-01 in ns; earlier stamps are a wrong unit.</summary>
    public const long FirstTime = 631_152_000L * Timestamp.NanosecondsPerSecond;

    /// <summary>2200-01-01 in ns.</summary>
    public const long LastTime = 7_258_118_400L * Timestamp.NanosecondsPerSecond;

    /// <summary>Shows every bad row among those from <paramref name="first"/> on, counted from there, with the reason.</summary>
    public static void Check(MarketEventKind kind, MemoryChunk chunk, int first, int rows, Action<int, string> bad)
    {
        CheckTimes(chunk.Column(EventColumns.Exchange).AsSpan(first, rows), bad);
        if (chunk.Existing(EventColumns.Receive) is { } receive) CheckTimes(receive.AsSpan(first, rows), bad);
        switch (kind)
        {
            case MarketEventKind.Bar:
                CheckBars(chunk, first, rows, bad);
                break;
            case MarketEventKind.Trade:
                CheckAtLeast(chunk, EventColumns.A, 1, first, rows, "price", bad);
                CheckAtLeast(chunk, EventColumns.B, 1, first, rows, "quantity", bad);
                break;
            case MarketEventKind.Quote:
                CheckAtLeast(chunk, EventColumns.A, 1, first, rows, "bid price", bad);
                CheckAtLeast(chunk, EventColumns.C, 1, first, rows, "ask price", bad);
                CheckAtLeast(chunk, EventColumns.B, 0, first, rows, "bid quantity", bad);
                CheckAtLeast(chunk, EventColumns.D, 0, first, rows, "ask quantity", bad);
                break;
            case MarketEventKind.BookLevel:
                CheckLevels(chunk, first, rows, bad);
                CheckAtLeast(chunk, EventColumns.B, 0, first, rows, "quantity", bad);
                break;
            case MarketEventKind.Mark:
                CheckAtLeast(chunk, EventColumns.A, 1, first, rows, "mark price", bad);
                break;
            default:
                break;
        }
    }

    private static void CheckTimes(ReadOnlySpan<long> times, Action<int, string> bad)
    {
        for (var i = 0; i < times.Length; i++)
        {
            if ((ulong)(times[i] - FirstTime) >= (ulong)(LastTime - FirstTime)) bad(i, "its time is outside 1990 to 2200 (another unit than in the first row?)");
        }
    }

    private static void CheckAtLeast(MemoryChunk chunk, int column, long least, int first, int rows, string what, Action<int, string> bad)
    {
        if (chunk.Existing(column) is not { } all) return;
        var values = all.AsSpan(first, rows);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < least) bad(i, $"the {what} is {(least > 0 ? "zero or negative" : "negative")}");
        }
    }

    /// <summary>A level has a price, but where it only empties the book.</summary>
    private static void CheckLevels(MemoryChunk chunk, int first, int rows, Action<int, string> bad)
    {
        if (chunk.Existing(EventColumns.A) is not { } prices) return;
        for (var row = first; row < first + rows; row++)
        {
            if (prices[row] >= 1) continue;
            var empties = prices[row] == 0 && chunk.Value(EventColumns.B, row) == 0 && ((MarketEventFlags)chunk.Value(EventColumns.Flags, row) & MarketEventFlags.Clear) != 0;
            if (!empties) bad(row - first, "the price is zero or negative");
        }
    }

    private static void CheckBars(MemoryChunk chunk, int first, int rows, Action<int, string> bad)
    {
        var open = chunk.Column(EventColumns.A).AsSpan(first, rows);
        var high = chunk.Column(EventColumns.B).AsSpan(first, rows);
        var low = chunk.Column(EventColumns.C).AsSpan(first, rows);
        var close = chunk.Column(EventColumns.D).AsSpan(first, rows);
        var volume = chunk.Column(EventColumns.E).AsSpan(first, rows);
        var i = 0;
        for (var width = Vector<long>.Count; i + width <= rows; i += width)
        {
            var o = new Vector<long>(open[i..]);
            var h = new Vector<long>(high[i..]);
            var l = new Vector<long>(low[i..]);
            var c = new Vector<long>(close[i..]);
            var wrong = Vector.LessThan(h, o) | Vector.LessThan(h, c) | Vector.LessThan(o, l) | Vector.LessThan(c, l)
                | Vector.LessThan(l, Vector<long>.One) | Vector.LessThan(new Vector<long>(volume[i..]), Vector<long>.Zero);
            if (wrong == Vector<long>.Zero) continue;
            for (var j = i; j < i + width; j++) CheckBar(open[j], high[j], low[j], close[j], volume[j], j, bad);
        }

        for (; i < rows; i++) CheckBar(open[i], high[i], low[i], close[i], volume[i], i, bad);
    }

    private static void CheckBar(long open, long high, long low, long close, long volume, int row, Action<int, string> bad)
    {
        if (low <= 0) bad(row, "a price is zero or negative");
        else if (high < low) bad(row, $"high {new Price(high)} is below low {new Price(low)}");
        else if (high < open || high < close) bad(row, $"high {new Price(high)} is below the open or the close");
        else if (open < low || close < low) bad(row, $"low {new Price(low)} is above the open or the close");
        else if (volume < 0) bad(row, "the volume is negative");
    }
}
