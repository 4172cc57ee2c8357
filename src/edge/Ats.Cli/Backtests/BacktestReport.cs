using System.Globalization;
using Ats.Analytics;
using Ats.Analytics.Reports;
using Ats.Cli.Data;
using Ats.Domain;
using Ats.Simulation;
using Ats.Strategies;

namespace Ats.Cli.Backtests;

/// <summary>Turns a result into the report model of Ats.Analytics.</summary>
internal static class BacktestReport
{
    /// <summary>File beside the report with every round trip.</summary>
    public const string RoundTripFile = "round-trips.csv";

    public static RunReport Make(BacktestResult result, IReadOnlyList<BookCheck> checks, string commandLine)
    {
        var runner = result.Runner;
        var period = runner.EngineSettings.EquityInterval.Nanoseconds;
        var journal = JournalByArm.Of(result.Journal, result.Engine.Arms.Count);
        var compared = new List<(ArmDescription, IReadOnlyList<EquityPoint>)>();
        var arms = result.Engine.Arms.Select((arm, i) =>
        {
            var equity = journal.Equity[i];
            var description = Describe(runner.Specs[i], arm.Name);
            compared.Add((description, equity));
            var tally = DecisionTally.From(journal.Decisions[i]);
            var totals = new ArmTotals(result.FinalEquity(arm), arm.Ledger.FeesPaid, arm.Ledger.FundingPaid, arm.Turnover, arm.OrdersSent, arm.FillCount) { MaxDrawdown = arm.MaxDrawdown };
            var facts = new ArmFacts(arm.Settings.Capital, period, equity, journal.RoundTrips[i], journal.Fills[i], totals);
            return ArmReport.Create(description, facts, tally, Warnings(arm, runner.Specs[i], tally));
        }).ToList();
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
            Warnings = Mixed(runner),
            Checks = checks,
            Sources = [.. runner.Market.Segments.Select(s => new DataSource(s.Instrument, s.KindName, s.Rows, SegmentText.Span(s), SegmentText.Oddities(s), s.Source))],
            RoundTripFile = RoundTripFile,
            Comparisons = PrimaryComparison.Of(compared, (ulong)runner.Request.Seed, period),
            Arms = arms,
        };
    }

    private static IReadOnlyList<string> Mixed(BacktestRunner runner)
    {
        var quotes = runner.Arms.SelectMany(a => a.Instruments).Select(i => runner.Instruments[i].Quote.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        return quotes.Count < 2 ? [] : [$"Arms count money in different assets ({string.Join(", ", quotes)}): compare returns, not amounts; sums over arms mix them."];
    }

    private static ArmDescription Describe(StrategySpec spec, string name) => new(
        name,
        spec.Entry.Name,
        spec.Entry.Kind switch { StrategyKind.Control => ArmKind.Control, StrategyKind.Ai => ArmKind.Ai, _ => ArmKind.Classical },
        [.. spec.Inner.Count > 0 ? [KeyValuePair.Create("of", spec.InnerText)] : Array.Empty<KeyValuePair<string, string>>(), .. spec.Parameters.Values.Select(v => KeyValuePair.Create(v.Key, v.Value.ToString("R")))],
        spec.Entry.Description);

    private static List<string> Warnings(Engine.Arm arm, StrategySpec spec, DecisionTally tally)
    {
        var warnings = new List<string>();
        if (arm.IsLiquidated) warnings.Add("Liquidated: the exchange closed its position; it traded no more.");
        if (arm.OrdersSent > 0 || spec.Entry.Name == "cash") return warnings;
        if (arm.Observations == 0) warnings.Add("Never saw the market data it needs (see what the strategy listens to and what the data has).");
        else if (arm.Observations < arm.Strategy.WarmUp) warnings.Add($"Never left its warm-up: {arm.Observations} observations, {arm.Strategy.WarmUp} needed.");
        else warnings.Add(WhyNot(tally));
        return warnings;
    }

    private static string WhyNot(DecisionTally tally)
    {
        if (tally.Denials.Count > 0)
        {
            var (code, count) = tally.Denials.MaxBy(d => d.Value);
            return $"Never traded: its limits denied every order, most often {code} ({count:N0} times).";
        }

        if (tally.Latest.LastOrDefault(d => d.Outcome == DecisionOutcome.Refused) is { Outcome: DecisionOutcome.Refused } refused)
            return double.IsNaN(refused.EdgeBps) ? $"Never traded: it let every chance go; the latest: {refused.Reason}." : string.Create(CultureInfo.InvariantCulture, $"Never traded: it let every chance go; the latest promised {refused.EdgeBps:0.##} bps where in and out cost {refused.CostBps:0.##} bps.");
        return tally.ByOutcome.ContainsKey(DecisionOutcome.TooSmall)
            ? "Never traded: what it wanted was smaller than the instrument's smallest order; give it more cash or a larger size."
            : "Never traded: its signal never asked for a position.";
    }
}
