using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>All limits by name: one line registers one.</summary>
public static class RiskCatalog
{
    private static readonly LimitKind[] Entries =
    [
        new("order-size", "base units", double.NaN, "largest quantity of one order (and the exchange's own maximum)", v => new MaxOrderQuantity(v)),
        new("order-notional", "quote units", double.NaN, "largest worth of one order", v => new MaxOrderNotional(v)),
        new("position", "base units", double.NaN, "largest position on one instrument, long or short, counting what is working", v => new MaxPosition(v)),
        new("exposure", "x equity", 3, "largest gross notional of the arm, as a multiple of its equity", v => new MaxExposure(v)),
        new("price-collar", "bp", 500, "largest distance between an order's price and the mark, on the losing side", v => new PriceCollar(v)),
        new("cost-gate", "bp", double.NaN, "least expected gain after the round trip's costs, where a strategy states one", v => new CostGate(v)),
        new("open-orders", "orders", 20, "most orders of the arm working at once", v => new MaxOpenOrders(v)),
        new("order-rate-second", "orders / s", 10, "most orders and amends of the arm within a rolling second", v => new MaxOrderRate("order-rate-second", DenialCode.OrderRateSecond, v, 1)),
        new("order-rate-minute", "orders / min", 200, "most orders and amends of the arm within a rolling minute", v => new MaxOrderRate("order-rate-minute", DenialCode.OrderRateMinute, v, 60)),
        new("spread", "bp", 50, "widest spread, as a share of the mid, into which a position may grow", v => new MaxSpread(v)),
        new("stale-data", "s", 30, "greatest age of the instrument's last market event at a decision", v => new MaxDataAge(v)),
        new("loss-per-day", "quote units", double.NaN, "largest loss of the arm since 00:00 UTC", v => new MaxLossPerDay("loss-per-day", DenialCode.LossPerDay, v)),
        new("loss-per-day-share", "share of capital", 0.1, "largest loss of the arm since 00:00 UTC", v => new MaxLossPerDayShare("loss-per-day-share", DenialCode.LossPerDayShare, v)),
        new("drawdown", "share of peak", 0.3, "largest fall of the arm's equity from its peak", v => new MaxDrawdown("drawdown", DenialCode.Drawdown, v)),
        new("losing-streak", "round trips", 20, "most losing round trips in a row", v => new MaxLosingStreak(v)),
        new("reject-loop", "rejections", 10, "most rejections by the exchange in a row", v => new MaxRejectionsInRow(v)),
        new("reject-rate", "rejections / min", 30, "most rejections by the exchange within a rolling minute", v => new MaxRejectionRate(v)),
        new("unprotected-position", "s", 10, "longest time a position may stand without a stop of last resort at the exchange", v => new MaxUnprotectedTime(v)),
        new("forecast-range", "bp", double.NaN, "largest expected return of a forecast, either way", v => new MaxForecast(v)),
        new("forecast-jump", "bp", double.NaN, "largest change from one forecast to the next", v => new MaxForecastJump(v)),
        new("forecast-age", "s", double.NaN, "greatest age of the forecast at a decision; one past its validity is too old", v => new MaxForecastAge(v)),
        new("forecast-disagreement", "bp", double.NaN, "largest standard deviation among the models asked", v => new MaxForecastDisagreement(v)),
        new("envelope-trade-rate", "round trips / h", double.NaN, "most round trips within a rolling hour in a backtest", v => new EnvelopeTradeRate(v)),
        new("envelope-slippage", "bp", double.NaN, "worst mean slippage of 50 fills in a backtest", v => new EnvelopeSlippage(v)),
        new("envelope-loss", "share of capital", double.NaN, "worst net loss of 20 round trips together in a backtest", v => new EnvelopeLoss(v)),
        new("total-exposure", "x equity", 2, "largest gross notional of all arms, as a multiple of their equity", v => new MaxTotalExposure(v)),
        new("total-position", "base units", double.NaN, "largest gross position of all arms on one instrument", v => new MaxTotalPosition(v)),
        new("total-open-orders", "orders", 200, "most orders of all arms working at once", v => new MaxTotalOpenOrders(v)),
        new("total-loss-per-day", "quote units", double.NaN, "largest loss of all arms together since 00:00 UTC", v => new MaxLossPerDay("total-loss-per-day", DenialCode.TotalLossPerDay, v)),
        new("total-loss-per-day-share", "share of capital", 0.05, "largest loss of all arms together since 00:00 UTC", v => new MaxLossPerDayShare("total-loss-per-day-share", DenialCode.TotalLossPerDayShare, v)),
        new("total-drawdown", "share of peak", 0.2, "largest fall of all arms' equity from its peak", v => new MaxDrawdown("total-drawdown", DenialCode.TotalDrawdown, v)),
    ];

    public static IReadOnlyList<LimitKind> All => Entries;

    /// <summary>Names of the limits on an arm.</summary>
    public static IReadOnlyList<string> Names => [.. Entries.Where(e => !e.IsTotal).Select(e => e.Name)];

    /// <summary>Names of the limits on all arms together.</summary>
    public static IReadOnlyList<string> TotalNames => [.. Entries.Where(e => e.IsTotal).Select(e => e.Name)];

    public static LimitKind? Find(string name) => Array.Find(Entries, e => e.Name == name);

    /// <summary>A limit on an arm.</summary>
    /// <exception cref="ArgumentException">No such limit, or the value is not a finite number or not one it can take.</exception>
    public static IRiskLimit Create(string name, double value) => Create(name, value, total: false);

    /// <summary>A limit on all arms together.</summary>
    /// <exception cref="ArgumentException">No such limit, or the value is not a finite number or not one it can take.</exception>
    public static IRiskLimit CreateTotal(string name, double value) => Create(name, value, total: true);

    private static IRiskLimit Create(string name, double value, bool total)
    {
        var entry = Find(name);
        if (entry is null || entry.IsTotal != total)
            throw new ArgumentException($"Unknown limit '{name}'. Known: {string.Join(", ", total ? TotalNames : Names)}.", nameof(name));
        return double.IsFinite(value) ? entry.Make(value) : throw new ArgumentException($"Limit '{name}' needs a finite number, got {value}.", nameof(value));
    }
}
