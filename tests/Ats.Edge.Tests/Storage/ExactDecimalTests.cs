using Ats.Storage.Mongo;
using CsCheck;
using MongoDB.Bson;
using Xunit;

namespace Ats.Edge.Tests.Storage;

public sealed class ExactDecimalTests
{
    [Fact]
    public void Every_decimal_comes_back_bit_for_bit() =>
        Facts.AnyDecimal.Sample(d => decimal.GetBits(ExactDecimal.ToDecimal(ExactDecimal.From(d))).SequenceEqual(decimal.GetBits(d)));

    [Fact]
    public void A_decimal128_reads_as_the_decimal_it_was_made_of()
    {
        Assert.Equal("-12.340", ExactDecimal.From(-12.340m).ToString());
        Assert.Equal("79228162514264337593543950335", ExactDecimal.From(decimal.MaxValue).ToString());
        Assert.Equal(1200m, ExactDecimal.ToDecimal(Decimal128.Parse("1.2E+3")));
        Assert.Throws<OverflowException>(() => ExactDecimal.ToDecimal(Decimal128.Parse("1E+40")));
    }
}
