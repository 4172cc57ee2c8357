using System.Text.Json;

namespace Ats.Acceptance.Tests;

public sealed class BacktestCommandTests
{
    /// <summary>The built command as words for a shell.</summary>
    private static readonly string Command = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "ats.dll")}'";

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
    [InlineData("is not a date", 2, "--from", "2026-13-01")]
    [InlineData("must be before", 2, "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("outside -100 to 1000", 2, "--taker-fee-bps", "-200")]
    [InlineData("'abc' for option '--cash'", 2, "--cash", "abc")]
    [InlineData("did you mean --seed?", 2, "--sed", "1")]
    [InlineData("one store", 2, "--journal", "a.db", "b.db")]
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
    [InlineData("how to read a raw file", 2, "--bar-interval", "1m")]
    [InlineData("no bybit:linear:BTCUSDT in what is used", 3, "--instrument", "bybit:linear:BTCUSDT")]
    public void Wrong_words_get_one_clear_line_and_their_code(string says, int code, params string[] arguments)
    {
        var run = AtsProcess.Run(["backtest", "--data", "synthetic:hours=0.01", .. arguments]);
        Assert.Equal(code, run.Code);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void A_part_of_the_market_is_sampled_as_finely_as_its_own_length_allows()
    {
        string[] arguments = ["backtest", "--data", "synthetic:hours=6", "--instrument", "synthetic:linear:ETHUSDT", "--from", "2026-01-01T01:00:00Z", "--to", "2026-01-01T01:30:00Z"];
        using var result = Json(AtsProcess.Run([.. arguments, "--strategy", "buy-and-hold", "--quantity", "1", "--json", "-"]));
        var root = result.RootElement;
        Assert.StartsWith("2026-01-01T01:00:00", root.GetProperty("from").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("2026-01-01T01:29:59", root.GetProperty("to").GetString(), StringComparison.Ordinal);
        var arm = root.GetProperty("arms")[0];
        Assert.Equal(1, arm.GetProperty("statistics").GetProperty("periodSeconds").GetInt32());
        var notional = decimal.Parse(arm.GetProperty("fees").GetString()!) / 0.00055m;
        Assert.InRange(notional, 2_000m, 5_000m); // one ETH, not one BTC
    }

    [Fact]
    public void Every_instrument_asked_for_must_be_there()
    {
        var directory = AtsProcess.Temporary();
        var file = Path.Combine(directory, "bars.csv");
        File.WriteAllText(file, "timestamp,open,high,low,close,volume\n1704067200000,1,2,1,2,1\n1704067260000,2,3,2,3,1\n");
        Assert.Equal(0, AtsProcess.Run("data", "import", file, "--instrument", "a:spot:XUSD", "--into", Path.Combine(directory, "d")).Code);
        var run = AtsProcess.Run("backtest", "--data", Path.Combine(directory, "d"), "--strategy", "cash", "--instrument", "a:spot:XUSD", "--instrument", "a:spot:YUSD");
        Assert.Equal(3, run.Code);
        Assert.Contains("no a:spot:YUSD", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Directory.Delete(directory, true);
    }

    [Fact]
    public void An_instrument_that_cannot_be_traded_is_left_out_of_a_directory_with_others()
    {
        var directory = AtsProcess.Temporary();
        var file = Path.Combine(directory, "bars.csv");
        File.WriteAllText(file, "timestamp,open,high,low,close,volume\n1704067200000,1,2,1,2,1\n1704067260000,2,3,2,3,1\n");
        foreach (var instrument in new[] { "a:inverse:AUSD", "a:spot:XUSD" })
            Assert.Equal(0, AtsProcess.Run("data", "import", file, "--instrument", instrument, "--into", Path.Combine(directory, "d")).Code);
        var run = AtsProcess.Run("backtest", "--data", Path.Combine(directory, "d"), "--strategy", "cash");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("a:inverse:AUSD left out", run.Out, StringComparison.Ordinal);
        Directory.Delete(directory, true);
    }

    [Fact]
    public void Data_that_is_not_there_gets_one_clear_line()
    {
        var run = AtsProcess.Run("backtest", "--data", "nowhere/at/all.csv");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("nowhere/at/all.csv", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void A_result_that_could_not_be_written_is_refused_before_the_run()
    {
        var file = Path.Combine(AtsProcess.Temporary(), "file");
        File.WriteAllText(file, "");
        foreach (var arguments in new[] { new[] { "--out", file }, ["--json", Path.Combine(file, "x.json")] })
        {
            var run = AtsProcess.Run(["backtest", "--data", "synthetic:hours=0.01", .. arguments]);
            Assert.Equal(4, run.Code);
            Assert.Contains("cannot be written", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
            Assert.Empty(run.Out);
        }
    }

    [Fact]
    public void Json_has_every_promised_key_and_its_money_adds_up()
    {
        var directory = AtsProcess.Temporary();
        var file = Path.Combine(directory, "r.json");
        var run = AtsProcess.Run("backtest", "--data", "synthetic:hours=1", "--strategy", "macd", "--strategy", "macd:fast=5,slow=20", "--strategy", "macd:fast=5,slow=20", "--strategy", "buy-and-hold", "--json", file, "--out", directory);
        Assert.True(run.Code == 0, run.Error);
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = json.RootElement;
        string[] ofRun = ["arms", "engineSeconds", "barsPerSecond", "stateHash", "dataHash", "seed", "version"];
        string[] ofArm = ["name", "strategy", "parameters", "bars", "events", "orders", "fills", "roundTrips", "fees", "grossPnl", "netPnl", "finalEquity", "maxDrawdown", "sharpe"];
        Assert.All(ofRun, key => Assert.True(root.TryGetProperty(key, out _), key));
        Assert.All(root.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("holds").GetBoolean()));
        var arms = root.GetProperty("arms").EnumerateArray().ToList();
        Assert.Equal(["macd", "macd:fast=5,slow=20", "macd:fast=5,slow=20#2", "buy-and-hold"], arms.Select(a => a.GetProperty("name").GetString()));
        foreach (var arm in arms)
        {
            Assert.All(ofArm, key => Assert.True(arm.TryGetProperty(key, out _), key));
            Assert.Equal(Money(arm, "netPnl"), Money(arm, "grossPnl") - Money(arm, "fees") - Money(arm, "funding"));
            Assert.Equal(Money(arm, "finalEquity"), 100_000m + Money(arm, "netPnl"));
        }

        var trips = File.ReadAllLines(Path.Combine(directory, "round-trips.csv")).Skip(1).Select(l => l[(l.LastIndexOf('"') + 1)..].Split(',')).ToList(); // A name with commas is quoted.
        Assert.Equal(arms.Sum(a => a.GetProperty("roundTrips").GetInt32()), trips.Count);
        Assert.All(trips, t => Assert.Equal(Number(t[11]), Number(t[8]) - Number(t[9]) - Number(t[10])));
        Directory.Delete(directory, true);
    }

    [Fact]
    public void A_person_at_a_terminal_sees_a_bar_and_a_pipe_gets_plain_lines()
    {
        const string script = "/usr/bin/script";
        if (!File.Exists(script)) Assert.Skip("the script command is not here");
        var plain = AtsProcess.Run("backtest", "--data", "synthetic:hours=0.5", "--strategy", "sma-cross");
        Assert.DoesNotContain('\u001b', plain.Out);
        Assert.Contains("50 %", plain.Out, StringComparison.Ordinal);
        var watched = AtsProcess.End(AtsProcess.Start(script, ["-qec", $"{Command} backtest --data synthetic:hours=0.5 --strategy sma-cross", "/dev/null"]));
        Assert.Equal(0, watched.Code);
        Assert.Contains('\u001b', watched.Out);
    }

    [Fact]
    public void The_first_sample_runs_as_its_readme_says()
    {
        var directory = AtsProcess.Temporary();
        var wrapper = Path.Combine(directory, "ats");
        File.WriteAllText(wrapper, $"#!/bin/sh\nexec {Command} \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = AtsProcess.End(AtsProcess.Start("/usr/bin/env", [$"ATS={wrapper}", "bash", Path.Combine(AtsProcess.Root, "samples", "01-first-backtest", "run"), Path.Combine(directory, "out")]));
        Assert.True(run.Code == 0, run.Error);
        Assert.EndsWith("equal", run.Out.TrimEnd(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory, "out", "report.html")));
        Directory.Delete(directory, true);
    }

    private static decimal Money(JsonElement arm, string key) => Number(arm.GetProperty(key).GetString()!);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static JsonDocument Json((int Code, string Out, string Error) run)
    {
        Assert.True(run.Code == 0, run.Error);
        return JsonDocument.Parse(run.Out);
    }
}
