using System.CommandLine;
using Ats.Bybit;
using Ats.Cli.Forecasts;
using Ats.Cli.Operator;
using Ats.Server.Live;
using Ats.Server.Paper;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Site;
using Microsoft.AspNetCore.Builder;

namespace Ats.Cli.Runs;

/// <summary><c>ats run</c>: the live contest with its site, until Ctrl-C.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private static readonly Option<int?> Port = new("--port") { Description = "Port of the site and API on loopback." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the invented market." };
    private static readonly Option<string?> Market = new("--market") { Description = "Market of the simulated exchange: synthetic, walk, or replay:TAPE." };

    public static Command Create()
    {
        var command = new Command("run", "Run the live contest with its site until Ctrl-C: by default on a simulated exchange, no keys needed.") { SettingsChoice.File, Port, Seed, Market };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Execute(ParseResult parsed)
    {
        var settings = Load(parsed);
        using var signals = new StopSignals();
        try
        {
            return await RunAsync(settings, signals);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("ats: interrupted while starting: trading had not begun");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> RunAsync(LiveSettings settings, StopSignals signals)
    {
        using var journal = RunLock.OfJournal(settings);
        LoopbackPort.Check("port", settings.Port);
        var token = OperatorToken.Load(Environment.GetEnvironmentVariable(OperatorToken.Variable), settings.OperatorTokenFile);
        var ownExchange = settings.Environment == TradingEnvironment.Simulated && settings.Exchange.Address is null;
        using var exchangeLock = ownExchange ? RunLock.OfExchange(settings) : null;
        await using var exchange = ownExchange ? await ExchangeProcess.OpenAsync(settings, Say, signals.Token) : null;
        signals.Last = () => exchange?.Kill();
        var access = settings.Environment == TradingEnvironment.Paper ? null : Access(settings, exchange);
        using var account = access is null ? null : RunLock.OfAccount(access.Credentials);
        var (forecasting, silent) = await ForecasterRun.StartAsync(settings, access?.Environment, token, Say, signals.Token);
        await using var forecaster = forecasting;
        await using var contest = await StartAsync(settings, access, signals.Token);
        if (forecaster is not null) contest.ListenTo(forecaster.Address);
        // Where the contest cannot start either, its own word is enough.
        if (silent is not null) Console.Error.WriteLine("ats: " + silent);
        await using var site = await OpenSiteAsync(contest, token);
        Say($"the contest is live at {site.Urls.First()} (Ctrl-C stops; operator token in {settings.OperatorTokenFile})");
        if (contest.Status().State is var state and not "active") Say($"not every arm trades: the strictest state is {state}, as it was left; 'ats arms' lists them, 'ats resume' lets all trade");
        var failed = await Task.WhenAny(contest.Failed, Task.Delay(Timeout.Infinite, signals.Token)) == contest.Failed;
        if (failed) Console.Error.WriteLine("ats: " + await contest.Failed);
        else Say("stopping: working orders are cancelled" + (settings.OnStop == StopPolicy.Flatten ? ", positions closed" : ", positions stay for the next run"));
        var summary = await contest.StopAsync(StopPatience);
        await site.StopAsync(CancellationToken.None);
        if (summary is not null) Say($"run {summary.Id}: {summary.LastSequence:N0} inputs, state {summary.StateHash}; replay it with: ats replay --journal {JournalName.Shown(settings.Journal)}");
        return failed ? ExitCode.InputOutput : ExitCode.Ok;
    }

    /// <summary>Opens the site; where that fails, the contest, which trades already, is stopped in order first.</summary>
    private static async Task<WebApplication> OpenSiteAsync(IRunningContest contest, OperatorToken token)
    {
        WebApplication? site = null;
        try
        {
            site = SiteHost.Build(contest, token, TimeProvider.System, SiteFolder());
            await site.StartAsync(CancellationToken.None);
            contest.ListensAt(site.Urls.First());
            return site;
        }
        catch
        {
            if (site is not null) await site.DisposeAsync();
            await contest.StopAsync(StopPatience);
            throw;
        }
    }

    /// <summary>Paper needs no account.</summary>
    private static async Task<IRunningContest> StartAsync(LiveSettings settings, ContestAccess? access, CancellationToken cancel) => access is null
        ? await new PaperStarter(settings, TimeProvider.System, Say).StartAsync(cancel)
        : await new ContestStarter(settings, access, TimeProvider.System, Say).StartAsync(cancel);

    private static LiveSettings Load(ParseResult parsed)
    {
        var settings = SettingsChoice.Load(parsed);
        if (parsed.GetValue(Port) is { } port) settings = settings with { Port = port };
        if (parsed.GetValue(Seed) is { } seed) settings = settings with { Seed = seed };
        if (parsed.GetValue(Market) is { } market) settings = settings with { Exchange = settings.Exchange with { Market = market } };
        return BeforeStart.Check(SettingsFile.Check(settings));
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
        return new ContestAccess(real, AccountKeys.Load(settings, real));
    }

    /// <summary>Beside the program, or where the repository builds it.</summary>
    private static string SiteFolder()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "site");
        return Directory.Exists(beside) ? beside : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "web", "dist"));
    }

    private static void Say(string line) => Console.WriteLine("ats: " + line);
}
