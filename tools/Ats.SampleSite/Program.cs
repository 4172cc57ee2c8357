using System.Globalization;
using Ats.SampleSite;
using Ats.Server.Site;
using Microsoft.Extensions.Hosting;

// A sample contest on the real server, for work on the page and its browser tests:
// dotnet run --project tools/Ats.SampleSite -- [port=5080] [hours=6] [seed=7] [warming=0] [forecaster=ok|off|warming|stale|degraded|fallback|lost] [site=web/dist] [token=...]
var given = args.Select(a => a.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
string Text(string name, string otherwise) => given.GetValueOrDefault(name, otherwise);
var sample = new SampleSettings(
    long.Parse(Text("seed", "7"), CultureInfo.InvariantCulture),
    double.Parse(Text("hours", "6"), CultureInfo.InvariantCulture),
    int.Parse(Text("port", "5080"), CultureInfo.InvariantCulture),
    Text("warming", "0") == "1",
    Forecaster: Enum.Parse<SampleForecasterState>(Text("forecaster", "ok"), ignoreCase: true));
await using var contest = new SampleContest(sample, TimeProvider.System).Start();
await using var site = SiteHost.Build(contest, OperatorToken.Load(Text("token", "sample-operator-token"), ""), TimeProvider.System, Text("site", "web/dist"));
await site.StartAsync();
Console.WriteLine($"sample contest on {site.Urls.First()}");
await site.WaitForShutdownAsync();
