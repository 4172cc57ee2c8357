using Ats.Indicators;
using CsCheck;
using Xunit;

namespace Ats.Core.Tests.Indicators;

public sealed class RollingExtremesTests
{
    [Fact]
    public void Donchian_and_Aroon_agree_with_a_search_through_the_window()
    {
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 6].Array[1, 60]).Sample((period, ticks) =>
        {
            var channel = new DonchianChannel(period);
            var aroon = new Aroon(period);
            for (var i = 0; i < ticks.Length; i++)
            {
                channel.Update(ticks[i] + 1, ticks[i]);
                aroon.Update(ticks[i] + 1, ticks[i]);
                if (channel.IsReady)
                {
                    var window = ticks[(i - period + 1)..(i + 1)];
                    Assert.Equal(window.Max() + 1, channel.Upper);
                    Assert.Equal(window.Min(), channel.Lower);
                }

                if (!aroon.IsReady) continue;
                var longer = ticks[(i - period)..(i + 1)];
                Assert.Equal(100.0 * Array.LastIndexOf(longer, longer.Max()) / period, aroon.Up, 1e-9);
                Assert.Equal(100.0 * Array.LastIndexOf(longer, longer.Min()) / period, aroon.Down, 1e-9);
            }
        });
    }

    [Fact]
    public void A_long_fall_and_rise_stay_within_the_ring()
    {
        var channel = new DonchianChannel(50);
        for (var i = 0; i < 500; i++) channel.Update(1000 - i, 1000 - i);
        Assert.Equal(1000 - 450, channel.Upper);
        for (var i = 0; i < 500; i++) channel.Update(i, i);
        Assert.Equal(450, channel.Lower);
        Assert.Equal(499, channel.Upper);
    }
}
