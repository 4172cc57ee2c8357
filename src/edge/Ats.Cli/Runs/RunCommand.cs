using System.CommandLine;
using System.Runtime.InteropServices;
using Ats.Bybit;
using Ats.Server.Live;
using Ats.Server.Paper;
using Ats.Server.Settings;
using Ats.Server.Site;

namespace Ats.Cli.Runs;

/// <summary><c>ats run</c>: the live contest with its site, until Ctrl-C.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private static readonly Option<string?> Settings = new("--settings") { Description = "Settings file; default ats.json where there is one." };
    private static readonly Option<int?> Port = new("--port") { Description = "Port of the site and API on loopback." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the invented market." };
    private static readonly Option<string?> Market = new("--market") { Description = "Market of the simulated exchange: synthetic, walk, or replay:TAPE." };

    public static Command Create()
    {
        var command = new Command("run", "Run the live contest with its site until Ctrl-C: by default on a simulated exchange, no keys needed.") { Settings, Port, Seed, Market };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Execute(ParseResult parsed)
    {
        var settings = Load(parsed);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var exchange = settings.Environment == TradingEnvironment.Simulated && settings.Exchange.Address is null ? await ExchangeProcess.OpenAsync(settings, Say, stop.Token) : null;
        await using var contest = await StartAsync(settings, exchange, stop.Token);
        var token = OperatorToken.Load(Environment.GetEnvironmentVariable(OperatorToken.Variable), settings.OperatorTokenFile);
        await using var site = SiteHost.Build(contest, token, TimeProvider.System, SiteFolder());
        await site.StartAsync(stop.Token);
        Say($"the contest is live at {site.Urls.First()} (Ctrl-C stops; operator token in {settings.OperatorTokenFile})");
        var failed = await Task.WhenAny(contest.Failed, Task.Delay(Timeout.Infinite, stop.Token)) == contest.Failed;
        if (failed) Console.Error.WriteLine("ats: " + await contest.Failed);
        else Say("stopping: working orders are cancelled" + (settings.OnStop == StopPolicy.Flatten ? ", positions closed" : ", positions stay for the next run"));
        var summary = await contest.StopAsync(StopPatience);
        await site.StopAsync(CancellationToken.None);
        if (summary is not null) Say($"run {summary.Id}: {summary.LastSequence:N0} inputs, state {summary.StateHash}; replay it with: ats replay --journal {settings.Journal}");
        return failed ? ExitCode.InputOutput : ExitCode.Ok;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<IRunningContest> StartAsync(LiveSettings settings, ExchangeProcess? exchange, CancellationToken cancel) => settings.Environment == TradingEnvironment.Paper
        ? await new PaperStarter(settings, TimeProvider.System, Say).StartAsync(cancel)
        : await new ContestStarter(settings, Access(settings, exchange), TimeProvider.System, Say).StartAsync(cancel);

    private static LiveSettings Load(ParseResult parsed)
    {
        var path = parsed.GetValue(Settings) ?? (File.Exists("ats.json") ? "ats.json" : null);
        var settings = SettingsFile.Load(path, Environment.GetEnvironmentVariables());
        if (parsed.GetValue(Port) is { } port) settings = settings with { Port = port };
        if (parsed.GetValue(Seed) is { } seed) settings = settings with { Seed = seed };
        if (parsed.GetValue(Market) is { } market) settings = settings with { Exchange = settings.Exchange with { Market = market } };
        return settings;
    }

    private static ContestAccess Access(LiveSettings settings, ExchangeProcess? exchange)
    {
        if (exchange is not null)
        {
            var environment = BybitEnvironment.Simulated(exchange.Address);
            return new ContestAccess(environment, new ApiCredentials(environment, exchange.Key, new ApiSecret(exchange.Secret)));
        }

        var real = settings.Environment switch
        {
            TradingEnvironment.Simulated => BybitEnvironment.Simulated(new Uri(settings.Exchange.Address!)),
            TradingEnvironment.Demo => BybitEnvironment.Demo,
            TradingEnvironment.Testnet => BybitEnvironment.Testnet,
            TradingEnvironment.Mainnet => BybitEnvironment.Mainnet(MainnetConsent.Ask(settings)),
            _ => throw new SettingsException($"environment: {settings.Environment} is not available in this version: use simulated, demo, testnet or mainnet."),
        };
        var credentials = settings.Keys.File is { } file ? ApiCredentials.FromFile(real, file) : ApiCredentials.FromVariables(real, Environment.GetEnvironmentVariable);
        return new ContestAccess(real, credentials ?? throw new SettingsException($"No API key for {settings.Environment}: set ATS_BYBIT_{settings.Environment.ToString().ToUpperInvariant()}_KEY and _SECRET, or keys.file."));
    }

    private static string SiteFolder() => Path.Combine(AppContext.BaseDirectory, "site");

    private static void Say(string line) => Console.WriteLine("ats: " + line);
}
