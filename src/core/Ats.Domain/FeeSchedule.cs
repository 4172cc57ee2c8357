namespace Ats.Domain;

/// <summary>Fees as a share of notional: 0.00055 is 5.5 bp. Negative is a rebate.</summary>
public sealed record FeeSchedule(decimal MakerRate, decimal TakerRate)
{
    /// <summary>Bybit, non-VIP, linear perpetuals: 2 bp maker, 5.5 bp taker (bybit.com fee page, 2026).</summary>
    public static FeeSchedule BybitLinear { get; } = new(0.0002m, 0.00055m);

    /// <summary>Bybit, non-VIP, spot: 10 bp both ways.</summary>
    public static FeeSchedule BybitSpot { get; } = new(0.001m, 0.001m);

    public static FeeSchedule Free { get; } = new(0m, 0m);

    public static FeeSchedule FromBps(decimal makerFeeBps, decimal takerFeeBps) => new(makerFeeBps / 10_000m, takerFeeBps / 10_000m);

    public decimal Rate(Liquidity liquidity) => liquidity == Liquidity.Maker ? MakerRate : TakerRate;
}
