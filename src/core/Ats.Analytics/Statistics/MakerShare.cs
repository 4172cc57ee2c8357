using Ats.Domain;

namespace Ats.Analytics.Statistics;

/// <summary>Share of traded notional that was filled as maker, [0, 1]. n = fills.</summary>
public static class MakerShare
{
    public static Statistic Of(IReadOnlyList<Fill> fills)
    {
        double maker = 0, all = 0;
        for (var i = 0; i < fills.Count; i++)
        {
            var notional = fills[i].Price.ToDouble() * fills[i].Quantity.ToDouble();
            all += notional;
            if (fills[i].Liquidity == Liquidity.Maker) maker += notional;
        }

        return Statistic.Fact(maker / all, fills.Count);
    }
}
