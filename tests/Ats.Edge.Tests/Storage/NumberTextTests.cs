using System.Globalization;
using System.Text;
using Ats.Storage.Facts;
using CsCheck;
using Xunit;

namespace Ats.Edge.Tests.Storage;

public sealed class NumberTextTests
{
    [Fact]
    public void Every_decimal_comes_back_bit_for_bit() => Facts.AnyDecimal.Sample(d =>
    {
        var text = new byte[NumberText.MaxLength];
        var length = NumberText.Write(d, text);
        return NumberText.TryRead(text.AsSpan(0, length), out decimal back) && decimal.GetBits(back).SequenceEqual(decimal.GetBits(d));
    });

    [Fact]
    public void Every_fixed_point_number_comes_back_and_reads_as_its_decimal() => Gen.Select(Facts.AnyLong, Gen.Int[0, 10]).Sample((raw, decimals) =>
    {
        var text = new byte[NumberText.MaxLength];
        var length = NumberText.Write(raw, decimals, text);
        var read = decimal.Parse(Encoding.UTF8.GetString(text, 0, length), CultureInfo.InvariantCulture);
        for (var i = 0; i < decimals; i++) read *= 10;
        return read == raw && NumberText.TryRead(text.AsSpan(0, length), decimals, out long back) && back == raw;
    });

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("1.123456789")]
    [InlineData("92233720368.54775808")]
    [InlineData("-92233720368.54775809")]
    [InlineData("99999999999999999999")]
    public void What_is_no_number_of_eight_decimals_is_refused(string text) =>
        Assert.False(NumberText.TryRead(Encoding.UTF8.GetBytes(text), 8, out long _));
}
