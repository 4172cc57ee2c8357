using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Keeps a bid and an ask around a reservation price that leans against its inventory: mid - q γ σ² τ, each γ σ² τ / 2 + ln(1 + γ/κ) / γ
/// away. Everything is in basis points of the mid, σ per bar, τ in bars (rolling, it never runs down). Never better than the best price,
/// one-sided at the inventory limit, withdrawn until the volatility is known.
/// Source: Avellaneda and Stoikov (2008), "High-frequency Trading in a Limit Order Book", Quantitative Finance 8.
/// </summary>
public sealed class MarketMaker(MarketMaker.Settings settings) : QuotingStrategy
{
    private const double Bps = 1e4;

    private readonly RealizedVolatility _volatility = new(settings.Period, 1);
    private Reason _reason = new("volatility not known yet");

    public override int WarmUp => _volatility.WarmUp;

    public override void OnBar(in Bar bar) => _volatility.Update(bar.Close.ToDouble());

    public override void OnPrices(double bid, double ask, Timestamp now, QuoteSheet sheet)
    {
        if (!_volatility.IsReady)
        {
            sheet.Withdraw(_reason);
            return;
        }

        var mid = (bid + ask) / 2;
        var deviationBps = _volatility.Value * Bps;
        var risk = settings.Gamma * deviationBps * deviationBps * settings.Horizon;
        var half = Math.Max(settings.Least, (risk / 2) + (Math.Log(1 + (settings.Gamma / settings.Kappa)) / settings.Gamma));
        var lean = sheet.Inventory * risk;
        // A risk so large that the bid would have no price is not bid for.
        var wantedBid = sheet.Inventory < settings.Limit && lean + half < Bps ? Math.Min(bid, mid * (1 - ((lean + half) / Bps))) : double.NaN;
        var wantedAsk = sheet.Inventory > -settings.Limit ? Math.Max(ask, mid * (1 + ((half - lean) / Bps))) : double.NaN;
        var step = mid * settings.Step / Bps;
        if (IsNear(wantedBid, sheet.BidPrice, step) && IsNear(wantedAsk, sheet.AskPrice, step)) return;
        _reason = new Reason("half-spread {0} bps, leaning {1} bps against an inventory of {2} units", half, lean, sheet.Inventory);
        sheet.Quote(wantedBid, wantedAsk, _reason);
    }

    public override Reason Explain(int leg) => _reason;

    private static bool IsNear(double wanted, double resting, double step) =>
        double.IsNaN(wanted) ? double.IsNaN(resting) : Math.Abs(wanted - resting) <= step;

    public sealed record Settings(int Period, double Gamma, double Kappa, double Horizon, double Least, double Limit, double Step)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("period", 60, 1, 10000, "bars of the volatility"),
            new("gamma", 0.1, 0.0001, 10, "risk aversion, per basis point"),
            new("kappa", 0.5, 0.001, 100, "how fast fills get rarer with distance, per basis point"),
            new("horizon", 1, 0.01, 1000, "how long inventory is held, bars"),
            new("least", 1, 0, 1000, "least half-spread, basis points (cover the maker fee)") { IsWhole = false },
            new("limit", 3, 1, 100, "inventory at which one side is withdrawn, units") { IsWhole = false },
            new("step", 0.5, 0, 100, "quotes stay while they are this near, basis points of the mid"),
        ];

        public static Settings From(ParameterSet p) =>
            new(p.Int("period"), p["gamma"], p["kappa"], p["horizon"], p["least"], p["limit"], p["step"]);
    }
}
