using System.IO.Hashing;
using Ats.Domain;

namespace Ats.MarketData.Csv;

/// <summary>Fields that are not numbers, one column of a block at a time. Each returns the rows read: fewer than asked at a bad field.</summary>
internal sealed unsafe class CsvTextFields
{
    private byte[]? _symbol;

    public static string Expected(CsvFieldType type) => type switch
    {
        CsvFieldType.Number => "not a number that fits",
        CsvFieldType.IsoTime => "not a date and time (2025-05-30 16:40:00+00:00)",
        CsvFieldType.Side => "neither buy nor sell",
        CsvFieldType.BuyerIsMaker or CsvFieldType.IsAsk or CsvFieldType.FlagBit => "neither true nor false",
        CsvFieldType.Symbol => "another symbol than in the rows before: split the file by symbol",
        _ => "not an id",
    };

    public static int ReadIsoTimes(byte* text, int* ends, int stride, int rows, Span<long> target)
    {
        for (var row = 0; row < rows; row++, ends += stride)
        {
            if (!IsoTime.TryParse(Field(text, ends), out target[row])) return row;
        }

        return rows;
    }

    public static int ReadIds(byte* text, int* ends, int stride, int rows, Span<long> target)
    {
        for (var row = 0; row < rows; row++, ends += stride)
        {
            target[row] = Id(Field(text, ends));
        }

        return rows;
    }

    /// <summary>A whole number as it is; any other text as 63 bits of its XxHash3; nothing as 0.</summary>
    public static long Id(ReadOnlySpan<byte> text)
    {
        text = FixedPointParser.Unquote(text);
        if (text.IsEmpty) return 0;
        long rounded = 0;
        return FixedPointParser.TryParseSlow(text, 0, out var value, ref rounded) && rounded == 0 && value >= 0
            ? value
            : (long)(XxHash3.HashToUInt64(text) >> 1);
    }

    public static int ReadSides(CsvFieldType type, byte* text, int* ends, int stride, int rows, Span<byte> target)
    {
        for (var row = 0; row < rows; row++, ends += stride)
        {
            var field = FixedPointParser.Unquote(Field(text, ends));
            var first = field.IsEmpty ? 0 : field[0] | 0x20;
            var sell = (type, first) switch
            {
                (CsvFieldType.Side, 'b') => 0,
                (CsvFieldType.Side, 's' or 'a') => (int)MarketEventFlags.Sell,
                (not CsvFieldType.Side, 't' or '1') => (int)MarketEventFlags.Sell,
                (not CsvFieldType.Side, 'f' or '0') => 0,
                _ => -1,
            };
            if (sell < 0)
            {
                target[row] = 0;
                return row;
            }

            target[row] = (byte)sell;
        }

        return rows;
    }

    /// <summary>Sets or clears one bit and leaves the others.</summary>
    public static int ReadFlagBits(byte* text, int* ends, int stride, int rows, int bit, Span<byte> target)
    {
        for (var row = 0; row < rows; row++, ends += stride)
        {
            var field = FixedPointParser.Unquote(Field(text, ends));
            var first = field.IsEmpty ? 0 : field[0] | 0x20;
            if (first is not ('1' or 't' or '0' or 'f')) return row;
            target[row] = (byte)((target[row] & ~bit) | (first is '1' or 't' ? bit : 0));
        }

        return rows;
    }

    public int CheckSymbols(byte* text, int* ends, int stride, int rows)
    {
        for (var row = 0; row < rows; row++, ends += stride)
        {
            var field = Field(text, ends);
            if (_symbol is null) _symbol = field.ToArray();
            else if (!field.SequenceEqual(_symbol)) return row;
        }

        return rows;
    }

    private static ReadOnlySpan<byte> Field(byte* text, int* ends) => new(text + ends[-1] + 1, *ends - ends[-1] - 1);
}
