using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ats.Analytics;
using Ats.Analytics.Reports;
using Ats.Domain;

namespace Ats.Cli.Backtests;

/// <summary>The result as JSON. Money travels as decimal strings, ratios and counts as numbers; null = not enough data or undefined.</summary>
internal static class BacktestJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(BacktestResult result, RunReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("runId", result.Run.Id.Value);
            json.WriteString("mode", "backtest");
            json.WriteString("version", result.Run.Version);
            json.WriteString("commit", result.Run.Commit);
            json.WriteNumber("seed", result.Run.Seed);
            json.WriteString("dataHash", result.Run.DataHash);
            json.WriteString("stateHash", result.Summary.StateHash);
            json.WriteString("fill", Simulation.FillModels.Name(result.Runner.Fill));
            json.WriteNumber("events", result.Backtest.Events);
            json.WriteNumber("bars", result.Backtest.Bars);
            json.WriteString("from", result.Backtest.First.ToString());
            json.WriteString("to", result.Backtest.Last.ToString());
            json.WriteNumber("engineSeconds", Math.Round(result.EngineSeconds, 6));
            json.WriteNumber("barsPerSecond", Math.Round(result.BarsPerSecond));
            json.WriteStartArray("arms");
            for (var i = 0; i < result.Engine.Arms.Count; i++) WriteArm(json, result, i, report.Arms[i].Statistics);
            json.WriteEndArray();
            json.WriteStartArray("comparisons");
            foreach (var comparison in report.Comparisons) WriteComparison(json, comparison);
            json.WriteEndArray();
            json.WriteStartArray("checks");
            foreach (var check in report.Checks)
            {
                json.WriteStartObject();
                json.WriteString("rule", check.Rule);
                json.WriteBoolean("holds", check.Held);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (var note in result.Runner.Notes) json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteArm(Utf8JsonWriter json, BacktestResult result, int index, ArmStatistics statistics)
    {
        var arm = result.Engine.Arms[index];
        var equity = result.FinalEquity(arm);
        var net = equity - arm.Settings.Capital;
        json.WriteStartObject();
        json.WriteString("name", arm.Name);
        json.WriteString("strategy", result.Runner.Specs[index].Entry.Name);
        if (result.Runner.Specs[index].Inner.Count > 0) json.WriteString("of", result.Runner.Specs[index].InnerText);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in result.Runner.Specs[index].Parameters.Values) json.WriteNumber(name, value);
        json.WriteEndObject();
        json.WriteNumber("bars", arm.Observations);
        json.WriteNumber("events", result.Backtest.Events);
        json.WriteNumber("orders", arm.OrdersSent);
        json.WriteNumber("fills", arm.FillCount);
        json.WriteNumber("roundTrips", arm.RoundTripCount);
        json.WriteNumber("denials", arm.DenialCount);
        json.WriteNumber("refusals", arm.RefusalCount);
        json.WriteNumber("forecastGaps", arm.ForecastGapCount);
        WriteRefusal(json, result, index);
        Money(json, "fees", arm.Ledger.FeesPaid);
        Money(json, "funding", arm.Ledger.FundingPaid);
        Money(json, "grossPnl", net + arm.Ledger.FeesPaid + arm.Ledger.FundingPaid);
        Money(json, "netPnl", net);
        Money(json, "finalEquity", equity);
        json.WriteNumber("maxDrawdown", arm.MaxDrawdown);
        Number(json, "sharpe", statistics.Sharpe);
        json.WriteBoolean("liquidated", arm.IsLiquidated);
        Money(json, "executionCost", statistics.ExecutionCost);
        json.WriteStartObject("statistics");
        json.WriteNumber("periods", statistics.Periods);
        json.WriteNumber("periodSeconds", statistics.PeriodNanoseconds / 1e9);
        foreach (var definition in StatisticCatalog.All) Number(json, definition.Key, definition.Of(statistics));
        Number(json, "hit-rate-low", statistics.HitRateInterval.Low);
        Number(json, "hit-rate-high", statistics.HitRateInterval.High);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The latest chance its strategy let go, with the forecast behind it; null = none was.</summary>
    private static void WriteRefusal(Utf8JsonWriter json, BacktestResult result, int index)
    {
        var decisions = result.Journal.Decisions;
        var at = result.Engine.Arms[index].RefusalCount == 0 ? -1 : decisions.Count - 1;
        while (at >= 0 && (decisions[at].Arm != index || decisions[at].Outcome != DecisionOutcome.Refused)) at--;
        if (at < 0)
        {
            json.WriteNull("lastRefusal");
            return;
        }

        var decision = decisions[at];
        json.WriteStartObject("lastRefusal");
        json.WriteString("time", decision.Time.ToString());
        Number(json, "edgeBps", decision.EdgeBps);
        Number(json, "costBps", decision.CostBps);
        Number(json, "forecastBps", decision.ForecastBps);
        json.WriteNumber("horizonSeconds", decision.HorizonNanoseconds / 1e9);
        json.WriteNumber("model", decision.ModelVersion);
        json.WriteString("reason", decision.Reason.ToString());
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static void WriteComparison(Utf8JsonWriter json, ArmComparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("left", comparison.Left);
        json.WriteString("right", comparison.Right);
        json.WriteNumber("windowSeconds", comparison.WindowNanoseconds / 1e9);
        json.WriteNumber("windows", comparison.Windows);
        Number(json, "meanBps", comparison.MeanBps);
        Number(json, "lowBps", comparison.IntervalBps.Low);
        Number(json, "highBps", comparison.IntervalBps.High);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, Analytics.Statistics.Statistic value)
    {
        if (value.ValueOrNull is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void Money(Utf8JsonWriter json, string name, decimal value) =>
        json.WriteString(name, value.ToString("0.##################", CultureInfo.InvariantCulture));
}
