using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ats.SampleSite;

namespace Ats.Edge.Tests.Server;

public sealed partial class HealthTests(SampleServer server) : IClassFixture<SampleServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contest_that_trades_on_fresh_data_is_alive_and_ready()
    {
        Assert.Equal("ok", (await server.Json("/healthz")).GetProperty("status").GetString());
        Assert.Equal("ready", (await server.Json("/readyz")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_contest_that_warms_up_is_alive_and_not_ready()
    {
        await using var warming = new SampleServer(new SampleSettings(HistoryHours: 0.1, IsWarming: true));
        await warming.InitializeAsync();
        Assert.Equal("ok", (await warming.Json("/healthz")).GetProperty("status").GetString());
        using var ready = await warming.Client.GetAsync("/readyz", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var problems = JsonDocument.Parse(await ready.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("problems");
        Assert.Contains("warming up", problems[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_in_the_form_Prometheus_reads()
    {
        using var answer = await server.Client.GetAsync("/metrics", Cancel);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(MetricLine(), line));
        Assert.Contains("ats_engine_up 1", lines);
        Assert.Contains("ats_trading 1", lines);
        Assert.Contains("ats_feed_up{feed=\"public\"} 1", lines);
        foreach (var arm in server.Contest.Arms)
        {
            var equity = Assert.Single(lines, l => l.StartsWith($"ats_arm_equity{{arm=\"{arm.Name}\"}} ", StringComparison.Ordinal));
            Assert.InRange(double.Parse(equity.Split(' ')[1], CultureInfo.InvariantCulture), 5_000, 15_000);
        }

        var names = lines.Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) ats_[a-z_]+ .+|ats_[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.E+-]+)$""")]
    private static partial Regex MetricLine();
}
