using Ats.Domain;

namespace Ats.Core.Tests.Domain;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("sma-crss", "sma-cross")]
    [InlineData("SMA-CROSS", "sma-cross")]
    [InlineData("emacross", "ema-cross")]
    [InlineData("fst", "fast")]
    [InlineData("fats", "fast")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void A_near_word_is_found_and_a_far_one_is_not(string given, string? expected) =>
        Assert.Equal(expected, NearestName.Of(given, ["sma-cross", "ema-cross", "fast", "slow"]));

    [Fact]
    public void Of_nothing_nothing_is_near() => Assert.Null(NearestName.Of("x", []));
}
