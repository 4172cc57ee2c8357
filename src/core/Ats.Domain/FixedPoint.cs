namespace Ats.Domain;

/// <summary>Exact conversions between raw fixed-point integers and decimals.</summary>
public static class FixedPoint
{
    /// <summary>raw / 10^decimals, exactly.</summary>
    public static decimal ToDecimal(long raw, int decimals)
    {
        var magnitude = raw < 0 ? unchecked((ulong)-raw) : (ulong)raw;
        return new decimal(unchecked((int)magnitude), unchecked((int)(magnitude >> 32)), 0, raw < 0, (byte)decimals);
    }

    /// <summary>price × quantity in quote units, exactly (18 decimals), while it fits 96 bits; rounded by decimal arithmetic beyond.</summary>
    public static decimal Notional(Price price, Quantity quantity)
    {
        var high = Math.BigMul(price.Raw, quantity.Raw, out var low);
        var negative = high < 0;
        var unsignedLow = unchecked((ulong)low);
        if (negative)
        {
            unsignedLow = unchecked(0UL - unsignedLow);
            high = unchecked(~high + (unsignedLow == 0 ? 1 : 0));
        }

        return high <= uint.MaxValue
            ? new decimal(unchecked((int)unsignedLow), unchecked((int)(unsignedLow >> 32)), unchecked((int)high), negative, 18)
            : price.ToDecimal() * quantity.ToDecimal();
    }
}
