using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>One candle, volume in base units, turnover in quote units. <see cref="End"/> is its last millisecond; trade on confirmed ones only.</summary>
public sealed record KlineRow(string Symbol, BarInterval Interval, Timestamp Start, Timestamp End, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal Turnover, bool Confirmed)
{
    /// <summary>The bar event of a confirmed candle, stamped at its close.</summary>
    /// <exception cref="InvalidOperationException">The candle is still open.</exception>
    public MarketEvent ToEvent(short instrument, Timestamp received) => Confirmed
        ? MarketEvent.FromBar(instrument, Interval, Start + Interval.Nanoseconds, received, Price.FromDecimal(Open), Price.FromDecimal(High), Price.FromDecimal(Low), Price.FromDecimal(Close), Quantity.FromDecimal(Volume))
        : throw new InvalidOperationException("An open candle is not a bar.");

    /// <summary>A row of REST: [start, open, high, low, close, volume, turnover].</summary>
    internal static KlineRow Read(JsonRow row, string symbol, BarInterval interval, Timestamp serverNow)
    {
        var cells = row.Cells();
        if (cells.Count < 5) throw new FormatException("a candle of fewer than five values");
        if (!long.TryParse(cells[0], out var milliseconds) || !WireNumber.TryMilliseconds(milliseconds, out var start)) throw new FormatException("'start' is not a time in milliseconds");
        decimal Cell(int i) => i < cells.Count && cells[i].Length > 0 ? JsonRow.ParseDecimal(cells[i], "candle") : 0m;
        var close = start + interval.Nanoseconds;
        return new KlineRow(symbol, interval, start, close + -Timestamp.NanosecondsPerMillisecond, Cell(1), Cell(2), Cell(3), Cell(4), Cell(5), Cell(6), close <= serverNow);
    }

    internal static KlineRow ReadStream(JsonRow row, string symbol)
    {
        if (!WireIntervals.TryParse(row.Required("interval"), out var interval)) throw new FormatException("'interval' is not one we know");
        return new KlineRow(
            symbol,
            interval,
            row.Time("start"),
            row.Time("end"),
            row.RequiredDecimal("open"),
            row.RequiredDecimal("high"),
            row.RequiredDecimal("low"),
            row.RequiredDecimal("close"),
            row.Decimal("volume"),
            row.Decimal("turnover"),
            row.Flag("confirm"));
    }
}
