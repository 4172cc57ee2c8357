using Ats.Domain;
using CsCheck;

namespace Ats.Core.Tests.Domain;

public sealed class FixedPointTests
{
    [Fact]
    public void Decimals_round_trip_through_prices_and_quantities() =>
        Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000].Sample(raw =>
            Price.FromDecimal(new Price(raw).ToDecimal()).Raw == raw && Quantity.FromDecimal(new Quantity(raw).ToDecimal()).Raw == raw);

    [Fact]
    public void Notional_is_the_exact_product() =>
        Gen.Select(Gen.Long[1, 9_000_000_000_000_000], Gen.Long[-100_000_000_000, 100_000_000_000]).Sample((price, quantity) =>
            FixedPoint.Notional(new Price(price), new Quantity(quantity)) == new Price(price).ToDecimal() * new Quantity(quantity).ToDecimal());

    [Fact]
    public void A_price_converts_to_the_nearest_double() => Assert.Equal(104_337.8, Price.FromDecimal(104_337.8m).ToDouble());

    [Theory]
    [InlineData("1s", 1000)]
    [InlineData("15s", 15_000)]
    [InlineData("1m", 60_000)]
    [InlineData("4h", 14_400_000)]
    [InlineData("1d", 86_400_000)]
    public void Intervals_parse_and_print_back(string text, int milliseconds)
    {
        Assert.Equal(milliseconds, BarInterval.Parse(text).Milliseconds);
        Assert.Equal(text, BarInterval.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0m")]
    [InlineData("-1m")]
    [InlineData("1w")]
    [InlineData("99999d")]
    public void Intervals_that_are_none_are_refused(string text) => Assert.Throws<FormatException>(() => BarInterval.Parse(text));

    [Fact]
    public void Equal_amounts_hash_alike_whatever_their_trailing_zeros()
    {
        var a = StateHash.Start();
        var b = StateHash.Start();
        a.Add(1.0m);
        b.Add(1.000m);
        Assert.Equal(a.Value, b.Value);
        b.Add(0m);
        Assert.NotEqual(a.Value, b.Value);
    }
}
