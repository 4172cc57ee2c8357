using Ats.Analytics;
using Ats.Analytics.Reports;
using Ats.Domain;
using Ats.Simulation;
using Ats.Strategies;

namespace Ats.Cli.Backtests;

/// <summary>Turns a result into the report model of Ats.Analytics.</summary>
internal static class BacktestReport
{
    public static RunReport Make(BacktestResult result, string commandLine)
    {
        var runner = result.Runner;
        var equity = result.Journal.EquityPoints.ToLookup(p => p.Arm);
        var fills = result.Journal.Fills.ToLookup(f => f.Arm);
        var trips = result.Journal.RoundTrips.ToLookup(t => t.Arm);
        var decisions = result.Journal.Decisions.ToLookup(d => d.Arm);
        var arms = result.Engine.Arms.Select((arm, i) =>
        {
            var totals = new ArmTotals(result.FinalEquity(arm), arm.Ledger.FeesPaid, arm.Ledger.FundingPaid, arm.Turnover, arm.OrdersSent, arm.FillCount);
            var facts = new ArmFacts(
                arm.Settings.Capital, runner.EngineSettings.EquityInterval.Nanoseconds, [.. equity[i]], [.. trips[i]], [.. fills[i]], totals);
            return ArmReport.Create(Describe(runner.Specs[i], arm.Name), facts, DecisionTally.From(decisions[i]), Warnings(arm, runner.Specs[i]));
        });
        var costs = runner.Instruments.Select(i => $"{i.Id}: maker {i.Fees.MakerRate * 10_000m:0.##} bp, taker {i.Fees.TakerRate * 10_000m:0.##} bp of notional.").ToList();
        if (runner.Request.SlippageBps > 0) costs.Add($"Takers pay {runner.Request.SlippageBps} bp of slippage on top.");
        return new RunReport
        {
            RunId = result.Run.Id.Value,
            Mode = TradingMode.Backtest,
            IsSyntheticMarket = runner.Market.IsSynthetic,
            Version = result.Run.Version,
            Commit = result.Run.Commit,
            Seed = result.Run.Seed,
            DataHash = result.Run.DataHash,
            StateHash = result.Summary.StateHash,
            DataDescription = runner.Market.Description,
            DataNotes = [.. runner.Notes, .. runner.Instruments.Where(i => i.Rules == RulesSource.Assumed).Select(i => $"{i.Id}: rules assumed from the data (tick {i.TickSize}, lot {i.LotSize}); live trading would refuse them.")],
            Instruments = [.. runner.Instruments.Select(i => i.Id.ToString())],
            QuoteAsset = runner.Instruments[0].Quote.Code,
            FillModel = $"{FillModels.Name(runner.Fill)}: {FillModels.Assumptions(runner.Fill)}",
            Costs = costs,
            Latency = $"{runner.Latency.EntryNanoseconds / 1e6:0.###} ms to the exchange, {runner.Latency.ReportNanoseconds / 1e6:0.###} ms back",
            From = result.Backtest.First,
            To = result.Backtest.Last,
            Bars = result.Backtest.Bars,
            Events = result.Backtest.Events,
            EngineSeconds = result.EngineSeconds,
            CommandLine = commandLine,
            Arms = [.. arms],
        };
    }

    private static ArmDescription Describe(StrategySpec spec, string name) => new(
        name,
        spec.Entry.Name,
        spec.Entry.Kind == StrategyKind.Control ? ArmKind.Control : ArmKind.Classical,
        [.. spec.Parameters.Values.Select(v => KeyValuePair.Create(v.Key, v.Value.ToString("R")))],
        spec.Entry.Description);

    private static List<string> Warnings(Engine.Arm arm, StrategySpec spec)
    {
        var warnings = new List<string>();
        if (arm.IsLiquidated) warnings.Add("Liquidated: the exchange closed its position; it traded no more.");
        if (arm.OrdersSent > 0 || spec.Entry.Name == "cash") return warnings;
        if (arm.Observations == 0) warnings.Add("Never saw the market data it needs (see what the strategy listens to and what the data has).");
        else if (arm.Observations < arm.Strategy.WarmUp) warnings.Add($"Never left its warm-up: {arm.Observations} observations, {arm.Strategy.WarmUp} needed.");
        else warnings.Add(arm.DenialCount > 0 ? "Every order was denied by its limits; see the denials." : "Its signal never asked for a position, or less than the smallest order.");
        return warnings;
    }
}
