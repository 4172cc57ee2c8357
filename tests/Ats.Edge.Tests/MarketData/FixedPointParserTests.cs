using System.Globalization;
using System.Text;
using Ats.MarketData.Csv;
using CsCheck;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

public sealed unsafe class FixedPointParserTests
{
    private static readonly Gen<string> Numbers = Gen.OneOf(
        Gen.Select(Gen.Long[0, 999_999_999], Gen.Int[0, 9]).Select(t => FormattableString.Invariant($"{t.Item1 / (decimal)Math.Pow(10, t.Item2)}")),
        Gen.Select(Gen.Long[0, 99_999_999], Gen.String[Gen.Char['0', '9'], 0, 20]).Select(t => $"{t.Item1}.{t.Item2}0"),
        Gen.String[Gen.Char['0', '9'], 1, 8],
        Gen.String[Gen.Char['0', '9'], 1, 12].Select(s => "." + s),
        Gen.Select(Gen.Long[1, 99_999], Gen.Int[-9, 3]).Select(t => FormattableString.Invariant($"{t.Item1}e{t.Item2}")),
        Gen.Select(Gen.Long[1, 99_999_999], Gen.Long[0, 99_999]).Select(t => FormattableString.Invariant($"-{t.Item1}.{t.Item2:00000}")));

    [Fact]
    public void Every_number_parses_as_decimal_does_and_rounds_half_away_from_zero() => Numbers.Sample(
        text =>
        {
            var exact = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            var scaled = exact * 100_000_000m;
            var expected = decimal.Round(scaled, MidpointRounding.AwayFromZero);
            var (parsed, value, rounded) = Parse(text, 8);
            Assert.True(parsed, text);
            Assert.Equal(expected, value);
            Assert.Equal(expected == scaled ? 0 : 1, rounded);
        },
        iter: 5_000,
        seed: "0000LdCH7Kn2");

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("null")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("12a")]
    [InlineData("0x10")]
    [InlineData("1e")]
    [InlineData("1e999")]
    [InlineData("\0\0")]
    [InlineData("99999999999999999999")]
    [InlineData("922337203686")]
    public void What_is_no_number_or_does_not_fit_is_refused(string text) => Assert.False(Parse(text, 8).Parsed);

    [Theory]
    [InlineData("\"1.5\"", 150_000_000)]
    [InlineData(" 1.5 ", 150_000_000)]
    [InlineData("+1.5", 150_000_000)]
    [InlineData("9.222690000000002", 922_269_000)]
    [InlineData("0.000000005", 1)]
    [InlineData("0.0000000049999999999999999999", 0)]
    [InlineData("92233720368.54775807", long.MaxValue)]
    public void Odd_but_clear_numbers_are_read(string text, long expected)
    {
        var (parsed, value, _) = Parse(text, 8);
        Assert.True(parsed);
        Assert.Equal(expected, value);
    }

    [Fact]
    public void The_slow_path_agrees_with_the_fast_one() => Numbers.Sample(
        text =>
        {
            long rounded = 0;
            Assert.True(FixedPointParser.TryParseSlow(Encoding.ASCII.GetBytes(text), 8, out var slow, ref rounded));
            Assert.Equal(slow, Parse(text, 8).Value);
        },
        iter: 5_000,
        seed: "0000LdCH7Kn2");

    private static (bool Parsed, long Value, long Rounded) Parse(string text, int decimals)
    {
        var bytes = new byte[FixedPointParser.Margin + text.Length + 32];
        Array.Fill(bytes, (byte)'7');
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(FixedPointParser.Margin));
        var target = new long[1];
        long rounded = 0;
        fixed (byte* start = bytes)
        fixed (int* ends = new[] { -1, text.Length })
        {
            var rows = FixedPointParser.ParseColumn(start + FixedPointParser.Margin, ends + 1, 1, 1, FixedPointScale.For(decimals), target, ref rounded);
            return (rows == 1, target[0], rounded);
        }
    }
}
