using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ats.Acceptance.Tests;

/// <summary><c>ats run</c> with environment paper, as a user starts, stops, restarts and replays it.</summary>
public sealed class PaperRunTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_paper_run_needs_no_key_shows_its_page_stops_on_a_signal_and_replays_equal()
    {
        using var exchange = AtsProcess.Start("exchange", "serve", "--no-rate-limits", "--seed", "6");
        try
        {
            var address = exchange.StandardOutput.ReadLine()!.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal));
            var journal = _place.Path("journal.db");
            var settings = _place.Write("ats.json", $$"""
                { "environment": "paper", "paper": { "address": "{{address}}" }, "journal": "{{journal}}", "operatorTokenFile": "{{_place.Path("token")}}", "port": 0, "warmUpMinutes": 30 }
                """);
            await RunOnceAsync(settings, "1");
            await RunOnceAsync(settings, "2");
            var (code, output, error) = AtsProcess.Run("replay", "--journal", journal);
            Assert.True(code == 0, output + error);
            Assert.EndsWith("equal", output.TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            exchange.Kill();
            await exchange.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Paper_without_an_exchange_to_reach_says_so_in_one_line()
    {
        var settings = _place.Write("ats.json", $$"""
            { "environment": "paper", "paper": { "address": "http://127.0.0.1:9" }, "journal": "{{_place.Path("journal.db")}}", "operatorTokenFile": "{{_place.Path("token")}}", "port": 0 }
            """);
        var (code, _, error) = AtsProcess.Run("run", "--settings", settings);
        Assert.Equal(4, code);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static async Task RunOnceAsync(string settings, string segment)
    {
        using var run = AtsProcess.Start("run", "--settings", settings);
        var line = "";
        while (line is not null && !line.Contains("the contest is live at", StringComparison.Ordinal)) line = run.StandardOutput.ReadLine();
        if (line is null) Assert.Fail(AtsProcess.End(run).Error);
        var site = line.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal));
        try
        {
            await CheckStatusAsync(site, segment);
        }
        finally
        {
            using var kill = Process.Start("kill", $"-TERM {run.Id.ToString(CultureInfo.InvariantCulture)}");
            kill.WaitForExit();
        }

        var (code, output, error) = AtsProcess.End(run);
        Assert.True(code == 0, error);
        Assert.Contains("replay it with", output, StringComparison.Ordinal);
    }

    private static async Task CheckStatusAsync(string site, string segment)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var status = JsonDocument.Parse(await http.GetStringAsync(new Uri(site + "/api/v1/status"), TestContext.Current.CancellationToken));
        Assert.Equal("paper", status.RootElement.GetProperty("environment").GetString());
        Assert.EndsWith("-" + segment, status.RootElement.GetProperty("runId").GetString(), StringComparison.Ordinal);
    }
}
