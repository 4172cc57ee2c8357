using Ats.Bybit.Wire;

namespace Ats.Bybit.Limits;

/// <summary>The exchange's default allowances a second and account; the limit headers correct them.</summary>
public static class RateAllowances
{
    /// <summary>HTTP requests of one address in <see cref="AddressWindow"/> (the exchange's own limit is 600).</summary>
    public const int Address = 590;

    public static readonly TimeSpan AddressWindow = TimeSpan.FromSeconds(5);

    /// <summary>A second, and a margin for requests that bunch up on their way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1050);

    public static int PerSecond(RateGroup group, Category category) => group switch
    {
        RateGroup.OrderAmend => 10,
        RateGroup.OrderCreate or RateGroup.OrderCancel or RateGroup.OrderCancelAll
            or RateGroup.OrderCreateBatch or RateGroup.OrderAmendBatch or RateGroup.OrderCancelBatch => category == Category.Spot ? 20 : 10,
        RateGroup.SetLeverage or RateGroup.SwitchMode or RateGroup.TradingStop or RateGroup.QueryApi => 10,
        RateGroup.FeeRate => 5,
        RateGroup.DemoApplyMoney => 1,
        RateGroup.Market => Address,
        _ => 50,
    };
}
