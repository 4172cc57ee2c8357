using System.Text.Json;

namespace Ats.Acceptance.Tests;

public sealed class BacktestCommandTests
{
    private static readonly string[] Golden =
        ["--strategy", "sma-cross:fast=10,slow=30", "--quantity", "1", "--taker-fee-bps", "10", "--cash", "1000000", "--fill", "next-open"];

    [Fact]
    public void The_golden_sma_contest_agrees_with_backtrader_pyalgotrade_and_backtesting_py()
    {
        var bars = AtsProcess.Shared("bench/bars_100k.csv.gz");
        if (!File.Exists(bars)) Assert.Skip("../shared/bench is not here");
        using var result = Json(AtsProcess.Run(["backtest", "--data", bars, .. Golden, "--json", "-"]));
        var arm = result.RootElement.GetProperty("arms")[0];
        Assert.Equal(4023, arm.GetProperty("fills").GetInt32());
        Assert.Equal(4419.0553m, Math.Round(decimal.Parse(arm.GetProperty("fees").GetString()!), 4));
        Assert.Equal(995_488.5147m, Math.Round(decimal.Parse(arm.GetProperty("finalEquity").GetString()!), 4));
        Assert.Equal(100_000, arm.GetProperty("bars").GetInt32());
    }

    [Fact]
    public void Two_processes_and_a_replay_of_the_journal_end_in_the_same_state()
    {
        var directory = AtsProcess.Temporary();
        string[] arguments = ["backtest", "--data", "synthetic:hours=0.5", "--strategy", "all", "--seed", "3", "--json", "-"];
        using var first = Json(AtsProcess.Run(arguments));
        using var second = Json(AtsProcess.Run([.. arguments, "--journal", Path.Combine(directory, "journal.db")]));
        var hash = first.RootElement.GetProperty("stateHash").GetString();
        Assert.Equal(hash, second.RootElement.GetProperty("stateHash").GetString());
        var replay = AtsProcess.Run("replay", "--journal", Path.Combine(directory, "journal.db"));
        Assert.True(replay.Code == 0, replay.Error);
        Assert.Contains($"replayed state {hash}: equal", replay.Out, StringComparison.Ordinal);
        Directory.Delete(directory, true);
    }

    [Fact]
    public void A_full_journal_replays_from_itself_alone()
    {
        var directory = AtsProcess.Temporary();
        var journal = Path.Combine(directory, "journal.db");
        var run = AtsProcess.Run("backtest", "--data", "synthetic:hours=0.1", "--strategy", "all", "--journal", "full", journal);
        Assert.True(run.Code == 0, run.Error);
        var replay = AtsProcess.Run("replay", "--journal", journal);
        Assert.True(replay.Code == 0, replay.Error);
        Assert.Contains("from the journal alone", replay.Out, StringComparison.Ordinal);
        Directory.Delete(directory, true);
    }

    [Fact]
    public void A_contest_writes_a_self_contained_report()
    {
        var directory = AtsProcess.Temporary();
        var run = AtsProcess.Run("backtest", "--data", "synthetic:hours=0.5", "--strategy", "all", "--out", directory);
        Assert.True(run.Code == 0, run.Error);
        var html = File.ReadAllText(Path.Combine(directory, "report.html"));
        Assert.Contains("no evidence about Bybit", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory, "result.json")));
        Directory.Delete(directory, true);
    }

    [Theory]
    [InlineData("Unknown strategy 'nope'", 2, "--strategy", "nope")]
    [InlineData("has no parameter 'fats'", 2, "--strategy", "sma-cross:fats=1")]
    [InlineData("outside 1 to 5000", 2, "--strategy", "sma-cross:fast=0")]
    [InlineData("must be smaller than slow", 2, "--strategy", "sma-cross:fast=50,slow=20")]
    [InlineData("not a fill model", 2, "--fill", "magic")]
    [InlineData("does not fit data", 2, "--fill", "next-open")]
    [InlineData("not a bar interval", 2, "--interval", "5parsecs")]
    [InlineData("exclude each other", 2, "--quantity", "1", "--notional", "5")]
    [InlineData("not NAME=NUMBER", 2, "--limit", "exposure")]
    [InlineData("Unknown limit", 2, "--limit", "luck=1")]
    [InlineData("must be above 0", 2, "--cash", "0")]
    public void Wrong_words_get_one_clear_line_and_code_2(string says, int code, params string[] arguments)
    {
        var run = AtsProcess.Run(["backtest", "--data", "synthetic:hours=0.01", .. arguments]);
        Assert.Equal(code, run.Code);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Data_that_is_not_there_gets_one_clear_line()
    {
        var run = AtsProcess.Run("backtest", "--data", "nowhere/at/all.csv");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("nowhere/at/all.csv", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    private static JsonDocument Json((int Code, string Out, string Error) run)
    {
        Assert.True(run.Code == 0, run.Error);
        return JsonDocument.Parse(run.Out);
    }
}
