using System.Text.Json;
using System.Text.RegularExpressions;
using Ats.Analytics;
using Ats.Analytics.Reports;
using Ats.Domain;

namespace Ats.Core.Tests.Analytics.Reports;

public sealed class HtmlReportTests
{
    private const string Nasty = "</script><script>alert(1)</script>\"'&{{js}}<img src=x onerror=alert(2)>";

    [Fact]
    public void Names_from_outside_stay_text()
    {
        var plain = HtmlReport.Render(SampleReport.Of(SampleReport.Arm("plain", 0.0001)));
        var arm = SampleReport.Arm(Nasty, 0.0001);
        arm = arm with
        {
            Description = arm.Description with { Strategy = Nasty, Description = Nasty, Parameters = [new(Nasty, Nasty)] },
            Decisions = new DecisionTally(new Dictionary<DecisionOutcome, long>(), new Dictionary<DenialCode, long>(), [new(Nasty, 3)]),
            Warnings = [Nasty],
        };
        var html = HtmlReport.Render(SampleReport.Of(arm) with
        {
            RunId = Nasty, Version = Nasty, Commit = Nasty, DataHash = Nasty, StateHash = Nasty, DataDescription = Nasty, DataNotes = [Nasty],
            Instruments = [Nasty], QuoteAsset = Nasty, FillModel = Nasty, Costs = [Nasty], Latency = Nasty, CommandLine = Nasty, Warnings = [Nasty],
        });
        Assert.DoesNotContain("alert(1)</script>", html);
        Assert.DoesNotContain("<img", html);
        Assert.Equal(Regex.Count(plain, "<script"), Regex.Count(html, "<script"));
        Assert.Equal(Regex.Count(plain, "</script"), Regex.Count(html, "</script"));
        Assert.Equal(Nasty, Data(html).GetProperty("arms")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void The_page_asks_nothing_of_the_network()
    {
        var html = HtmlReport.Render(SampleReport.Of(SampleReport.Arm("a", 0.0001), SampleReport.Arm("b", -0.0001)));
        Assert.Empty(Regex.Matches(html, "(src|href)=\"(?!#|data:)[^\"]*\""));
        Assert.DoesNotContain("@import", html);
        Assert.Equal(["http://www.w3.org/2000/svg"], Regex.Matches(html, "https?://[^'\"\\s<]+").Select(m => m.Value).Distinct());
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes()
    {
        Assert.Equal(
            HtmlReport.Render(SampleReport.Of(SampleReport.Arm("a", 0.0001))),
            HtmlReport.Render(SampleReport.Of(SampleReport.Arm("a", 0.0001))));
    }

    [Fact]
    public void Every_statistic_links_to_a_definition_on_the_page()
    {
        var html = HtmlReport.Render(SampleReport.Of(SampleReport.Arm("a", 0.0001)));
        var links = Regex.Matches(html, "href=\"#([^\"]+)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.All(StatisticCatalog.All, d => Assert.Contains("def-" + d.Key, links));
        Assert.All(links, id => Assert.Contains($"id=\"{id}\"", html));
    }

    [Fact]
    public void Ids_are_unique()
    {
        var html = HtmlReport.Render(SampleReport.Of(SampleReport.Arm("a", 0.0001), SampleReport.Arm("a b", 0.0001)));
        var ids = Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Data_on_the_page_is_the_model()
    {
        var arm = Data(HtmlReport.Render(SampleReport.Of(SampleReport.Arm("a", 0.0001, points: 5000)))).GetProperty("arms")[0];
        var at = 0L;
        var t = arm.GetProperty("t").EnumerateArray().Select(step => at += step.GetInt64()).ToList();
        Assert.InRange(t.Count, 1000, ReportCurve.MaximumPoints);
        Assert.Equal(t.Order(), t);
        Assert.Equal(40, arm.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public void An_invented_market_says_so()
    {
        var report = SampleReport.Of(SampleReport.Arm("a", 0.0001));
        Assert.Contains("no evidence about Bybit", HtmlReport.Render(report with { IsSyntheticMarket = true }));
        Assert.DoesNotContain("no evidence about Bybit", HtmlReport.Render(report));
    }

    [Fact]
    public void Books_that_do_not_balance_are_said_first_and_books_that_do_are_listed()
    {
        var report = SampleReport.Of(SampleReport.Arm("a", 0.0001)) with { Checks = [new BookCheck("Ledgers sum to zero.", true, ""), new BookCheck("Equity adds up.", false, "a is off by 1.")] };
        var html = HtmlReport.Render(report);
        Assert.True(html.IndexOf("trust no number here", StringComparison.Ordinal) < html.IndexOf("id=\"leaderboard\"", StringComparison.Ordinal));
        Assert.Contains("a is off by 1.", html);
        Assert.DoesNotContain("trust no number", HtmlReport.Render(report with { Checks = [report.Checks[0]] }));
        Assert.Contains("Ledgers sum to zero.", html);
    }

    [Fact]
    public void The_last_decisions_are_shown_with_their_reasons()
    {
        var denied = new Decision(1, 0, 0, Sample.Start, 1, Quantity.FromDouble(2), Quantity.Zero, Price.FromDouble(100), double.NaN, double.NaN,
            new Reason("fast {0} above slow {1}", 11, 10), DecisionOutcome.Denied, Verdict.Deny(DenialCode.Exposure, 4, 3), default);
        var arm = SampleReport.Arm("a", 0.0001) with { Decisions = DecisionTally.From([.. Enumerable.Range(0, 40).Select(i => denied with { Sequence = i })]) };
        var html = HtmlReport.Render(SampleReport.Of(arm));
        Assert.Equal(25, arm.Decisions.Latest.Count);
        Assert.Equal(39, arm.Decisions.Latest[^1].Sequence);
        Assert.Contains("fast 11 above slow 10", html);
        Assert.Contains("denied: exposure, 4 against 3", html);
        Assert.Contains("fast … above slow …", System.Net.WebUtility.HtmlDecode(html));
    }

    [Fact]
    public void Gaps_of_the_data_are_on_the_page()
    {
        var html = HtmlReport.Render(SampleReport.Of(SampleReport.Arm("a", 0.0001)) with { Sources = [new DataSource("x:spot:A", "Bar 1m", 5, "then to now", "3 gaps", "a.csv")] });
        Assert.Contains("3 gaps", html);
    }

    [Fact]
    public void Runs_without_arms_points_or_numbers_still_render()
    {
        Assert.Contains("No arm has a result", HtmlReport.Render(SampleReport.Of()));
        var hole = Sample.Facts([new EquityPoint(0, Sample.Start, double.NaN, 0), new EquityPoint(0, Sample.Start + 1, double.PositiveInfinity, double.NaN)]);
        var none = Sample.Facts([]);
        var html = HtmlReport.Render(SampleReport.Of(
            ArmReport.Create(new ArmDescription("hole", "x", ArmKind.Ai, [], ""), hole, DecisionTally.None),
            ArmReport.Create(new ArmDescription("none", "x", ArmKind.Control, [], ""), none, DecisionTally.None)));
        Assert.DoesNotContain(">NaN", html);
        Assert.Equal(2, Data(html).GetProperty("arms").GetArrayLength());
    }

    [Fact]
    public void Round_trips_on_the_page_are_capped_and_the_latest()
    {
        var arms = Enumerable.Range(0, 30).Select(i => SampleReport.Arm("a" + i, 0.0001, trips: i == 0 ? 3000 : 1)).ToArray();
        var first = Data(HtmlReport.Render(SampleReport.Of(arms))).GetProperty("arms")[0];
        Assert.Equal(3_000 / 30, first.GetProperty("rows").GetArrayLength());
        Assert.Equal(3000, first.GetProperty("trips").GetInt32());
        Assert.Equal((Sample.Start.ToMilliseconds() + 2_999_000), first.GetProperty("rows").EnumerateArray().Last()[2].GetInt64());
    }

    private static JsonElement Data(string html)
    {
        var json = Regex.Match(html, "<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        return JsonDocument.Parse(json).RootElement;
    }
}
