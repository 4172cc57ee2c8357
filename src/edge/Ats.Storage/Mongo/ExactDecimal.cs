using MongoDB.Bson;

namespace Ats.Storage.Mongo;

/// <summary>
/// System.Decimal as BSON Decimal128 and back, bit for bit. A decimal has a 96-bit coefficient (29 digits) and a scale of 0 to 28, which a
/// Decimal128 (34 digits, exponents -6176 to 6111; IEEE 754-2008, binary encoding) holds with scale and sign of zero as they are.
/// </summary>
internal static class ExactDecimal
{
    private const int ExponentBias = 6176;
    private const int ExponentShift = 49;
    private const ulong SignBit = 1UL << 63;

    /// <summary>Set in encodings of infinities, NaN and coefficients no decimal has.</summary>
    private const ulong SpecialBits = 3UL << 61;

    public static Decimal128 From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = (bits[3] >> 16) & 0xFF;
        var high = (bits[3] < 0 ? SignBit : 0) | ((ulong)(ExponentBias - scale) << ExponentShift) | (uint)bits[2];
        return Decimal128.FromIEEEBits(high, ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
    }

    /// <exception cref="OverflowException">No decimal has this value.</exception>
    public static decimal ToDecimal(Decimal128 value)
    {
        var high = value.GetIEEEHighBits();
        var low = value.GetIEEELowBits();
        var scale = ExponentBias - (int)((high >> ExponentShift) & 0x3FFF);
        var top = high & ((1UL << ExponentShift) - 1);
        return (high & SpecialBits) != SpecialBits && scale is >= 0 and <= 28 && top <= uint.MaxValue
            ? new decimal(unchecked((int)low), unchecked((int)(low >> 32)), unchecked((int)top), (high & SignBit) != 0, (byte)scale)
            : Decimal128.ToDecimal(value);
    }
}
