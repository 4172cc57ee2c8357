using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>The last 24 hours as a ticker tells them; volume in base, turnover in quote units.</summary>
internal readonly record struct DayStatistics(Price Previous, Price PreviousHour, Price High, Price Low, Quantity Volume, decimal Turnover)
{
    public static DayStatistics Of(CandleSeries candles, long nowMs, Price last)
    {
        var minutes = candles.Minutes;
        var from = Math.Max(0, minutes.Count - 1440);
        var high = last.Raw;
        var low = last.Raw;
        long volume = 0;
        var turnover = 0m;
        for (var i = from; i < minutes.Count; i++)
        {
            high = Math.Max(high, minutes[i].High);
            low = Math.Min(low, minutes[i].Low);
            volume += minutes[i].Volume;
            turnover += minutes[i].Turnover;
        }

        return new DayStatistics(candles.PriceAt(nowMs - 86_400_000), candles.PriceAt(nowMs - 3_600_000), new Price(high), new Price(low), new Quantity(volume), turnover);
    }
}
