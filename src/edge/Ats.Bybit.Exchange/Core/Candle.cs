using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>One candle: start in ms, prices raw, volume in base, turnover in quote units.</summary>
internal record struct Candle(long StartMs, long Open, long High, long Low, long Close, long Volume, decimal Turnover)
{
    public void Merge(in Candle next)
    {
        High = Math.Max(High, next.High);
        Low = Math.Min(Low, next.Low);
        Close = next.Close;
        Volume += next.Volume;
        Turnover += next.Turnover;
    }

    public static Candle From(Bar bar) => new(
        bar.OpenTime.ToMilliseconds(), bar.Open.Raw, bar.High.Raw, bar.Low.Raw, bar.Close.Raw, bar.Volume.Raw,
        decimal.Round((bar.Open.ToDecimal() + bar.High.ToDecimal() + bar.Low.ToDecimal() + bar.Close.ToDecimal()) / 4 * bar.Volume.ToDecimal(), 4));
}
