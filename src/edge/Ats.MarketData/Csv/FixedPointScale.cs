namespace Ats.MarketData.Csv;

/// <summary>Multipliers of one fixed-point column, by the place of the decimal point in a right-aligned field of sixteen characters (16 = none).</summary>
internal sealed class FixedPointScale
{
    private static readonly FixedPointScale[] All = [.. Enumerable.Range(0, 19).Select(d => new FixedPointScale(d))];

    private FixedPointScale(int decimals)
    {
        Decimals = decimals;
        for (var point = 0; point <= 16; point++)
        {
            // More decimals than are held: only a value of zero passes the limit, everything else takes the slow path and is rounded there.
            var shift = decimals - (point == 16 ? 0 : 15 - point);
            Multiplier[point] = shift < 0 ? 0 : PowerOfTen(shift);
            Limit[point] = shift < 0 ? 0 : long.MaxValue / PowerOfTen(shift);
        }
    }

    public int Decimals { get; }

    public long[] Multiplier { get; } = new long[17];

    public long[] Limit { get; } = new long[17];

    /// <summary>The scale for 0 to 18 decimals.</summary>
    public static FixedPointScale For(int decimals) => All[decimals];

    public static long PowerOfTen(int exponent)
    {
        long value = 1;
        for (var i = 0; i < exponent; i++) value *= 10;
        return value;
    }
}
