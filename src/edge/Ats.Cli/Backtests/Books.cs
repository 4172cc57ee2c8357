using Ats.Analytics.Reports;
using Ats.Domain;
using Ats.Engine;

namespace Ats.Cli.Backtests;

/// <summary>What must hold of a finished run, checked against its journal: the ledger is compared with what the fills alone say.</summary>
internal static class Books
{
    public static IReadOnlyList<BookCheck> Check(BacktestResult result)
    {
        var arms = result.Engine.Arms;
        var fills = FillSums.Of(result.Journal.Fills, arms.Count, result.Runner.Instruments.Count);
        return
        [
            Worst("Every ledger's accounts sum to zero.", arms, 1e-12m, arm => arm.Ledger.Imbalance()),
            Worst("Every position is the sum of its fills.", arms, 0, arm => arm.Legs.Sum(l => Math.Abs(fills[arm.Index].Held[l.InstrumentIndex] - l.Position.Quantity.ToDecimal()))),
            Worst("Fees booked are the fees of the fills.", arms, 0, arm => fills[arm.Index].Fees - arm.Ledger.FeesPaid),
            Worst("Equity is capital + realised and open PnL - fees - funding.", arms, Cents(result), arm =>
                arm.Settings.Capital + arm.RealizedPnl + Open(result, arm) - arm.Ledger.FeesPaid - arm.Ledger.FundingPaid - result.FinalEquity(arm)),
            Worst("Equity is what the journal's fills alone add up to (capital - bought + sold - fees - funding + held at mark).", arms, Cents(result), arm =>
                arm.Settings.Capital + fills[arm.Index].Cash - arm.Ledger.FundingPaid + arm.Legs.Sum(l => Notional(result, l)) - result.FinalEquity(arm)),
        ];
    }

    private static BookCheck Worst(string rule, IReadOnlyList<Arm> arms, decimal tolerance, Func<Arm, decimal> difference)
    {
        var (name, miss) = arms.Select(a => (a.Name, Miss: Math.Abs(difference(a)))).OrderByDescending(d => d.Miss).FirstOrDefault();
        return miss <= tolerance ? new BookCheck(rule, true, "") : new BookCheck(rule, false, $"{name} is off by {miss:0.############}.");
    }

    /// <summary>Average prices are rounded to the last digit of a decimal: a billionth of the capital is allowed for.</summary>
    private static decimal Cents(BacktestResult result) => 1e-9m * Math.Max(1m, result.Runner.Request.Cash);

    private static decimal Open(BacktestResult result, Arm arm) => arm.Legs.Sum(l => Notional(result, l) - l.Position.Basis);

    private static decimal Notional(BacktestResult result, ArmLeg leg) =>
        leg.Position.IsFlat ? 0 : FixedPoint.Notional(result.Engine.MarkOf(leg.InstrumentIndex), leg.Position.Quantity);
}
