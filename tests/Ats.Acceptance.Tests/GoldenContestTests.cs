using System.Text.Json;

namespace Ats.Acceptance.Tests;

/// <summary>Whole contests against numbers computed independently: see tests/fixtures/contests/generate.</summary>
public sealed class GoldenContestTests
{
    private static readonly string Fixtures = Path.Combine(AtsProcess.Root, "tests", "fixtures", "contests");

    [Fact]
    public void Eight_strategies_over_the_bundled_bars_agree_with_a_plain_loop_over_TA_Lib() => Check(Path.Combine(Fixtures, "bars.csv"));

    [Fact]
    public void Eight_strategies_over_100_000_bars_agree_with_a_plain_loop_over_TA_Lib()
    {
        var bars = AtsProcess.Shared("bench/bars_100k.csv.gz");
        if (!File.Exists(bars)) Assert.Skip("../shared/bench is not here");
        Check(bars);
    }

    private static void Check(string bars)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixtures, "expected.json")));
        var expected = document.RootElement.GetProperty(Path.GetFileName(bars)).EnumerateObject().ToList();
        var run = AtsProcess.Run([
            "backtest", "--data", bars, "--instrument", "bybit:linear:BTCUSDT", "--quantity", "1", "--taker-fee-bps", "10", "--cash", "1000000",
            "--fill", "next-open", "--json", "-", .. expected.SelectMany(e => new[] { "--strategy", e.Name }),
        ]);
        Assert.True(run.Code == 0, run.Error);
        using var result = JsonDocument.Parse(run.Out);
        var arms = result.RootElement.GetProperty("arms").EnumerateArray().ToList();
        Assert.Equal(8, arms.Count);
        Assert.All(expected.Zip(arms), pair =>
        {
            var (name, want, arm) = (pair.First.Name, pair.First.Value, pair.Second);
            Assert.Equal(name, arm.GetProperty("name").GetString());
            Assert.Equal(want.GetProperty("fills").GetInt32(), arm.GetProperty("fills").GetInt32());
            Assert.InRange(Amount(arm, "fees") - Amount(want, "fees"), -0.0001m, 0.0001m);
            Assert.InRange(Amount(arm, "finalEquity") - Amount(want, "finalEquity"), -0.0001m, 0.0001m);
        });
    }

    private static decimal Amount(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!);
}
