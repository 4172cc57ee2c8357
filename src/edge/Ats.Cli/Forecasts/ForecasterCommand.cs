using System.CommandLine;
using Ats.Bybit;
using Ats.Cli.Operator;
using Ats.Cli.Recording;
using Ats.Cli.Runs;
using Ats.Domain;
using Ats.Server.Settings;
using Ats.Server.Site;

namespace Ats.Cli.Forecasts;

/// <summary><c>ats forecaster serve</c>: the forecaster by itself, without a trading system.</summary>
internal static class ForecasterCommand
{
    private static readonly Option<TradingEnvironment?> Environment = new("--environment") { Description = "mainnet (default; public data, no key), testnet, or simulated with --address." };
    private static readonly Option<string?> Address = new("--address") { Description = "Address of a simulated exchange, for example http://127.0.0.1:5090." };
    private static readonly Option<int?> Port = new("--port") { Description = "Port of its API on loopback (default 5081; 0 = any free one)." };
    private static readonly Option<string?> Root = new("--root") { Description = "Folder of models, training runs, recorded market and predictions (default runs/forecaster)." };
    private static readonly Option<string?> Profile = new("--profile") { Description = "standard, or demo for short waits." };
    private static readonly Option<string[]> Instruments = new("--instrument") { Description = "What to forecast, for example bybit:linear:BTCUSDT; default: the instruments of the settings." };

    public static Command Create()
    {
        var serve = new Command("serve", "Listen to the market, predict every second, train, judge and serve until Ctrl-C.") { SettingsChoice.File, Instruments, Environment, Address, Port, Root, Profile };
        Instruments.AllowMultipleArgumentsPerToken = true;
        serve.SetAction(parsed => Guard.Run(() => Execute(parsed).GetAwaiter().GetResult()));
        return new Command("forecaster", "The forecaster as a service of its own.") { serve };
    }

    private static async Task<int> Execute(ParseResult parsed)
    {
        var settings = Read(parsed);
        using var interruption = new Interruption();
        var market = PublicEnvironment.Choose(parsed.GetValue(Environment) ?? (settings.Environment == TradingEnvironment.Simulated && parsed.GetValue(Address) is null && settings.Exchange.Address is null ? null : settings.Environment), parsed.GetValue(Address) ?? settings.Exchange.Address);
        var token = OperatorToken.Load(System.Environment.GetEnvironmentVariable(OperatorToken.Variable), settings.OperatorTokenFile);
        LoopbackPort.Check("port", settings.Forecaster.Port);
        if (market.Kind != EnvironmentKind.Simulated) settings = settings with { Environment = TradingEnvironment.Paper };
        await using var run = await ForecasterRun.ServeAsync(settings, market, token, Say, interruption.Token);
        Say($"forecasting {string.Join(", ", settings.Instruments)} on {market} (Ctrl-C ends it; operator token in {settings.OperatorTokenFile})");
        await Task.Delay(Timeout.Infinite, interruption.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Ok;
    }

    private static LiveSettings Read(ParseResult parsed)
    {
        var settings = SettingsChoice.Load(parsed);
        var own = settings.Forecaster;
        own = own with { Port = parsed.GetValue(Port) ?? own.Port, Root = parsed.GetValue(Root) ?? own.Root, Profile = parsed.GetValue(Profile) ?? own.Profile };
        if (parsed.GetValue(Instruments) is { Length: > 0 } named) settings = settings with { Instruments = [.. named.Select(n => InstrumentId.Parse(n).ToString())] };
        return SettingsFile.Check(settings with { Forecaster = own });
    }

    private static void Say(string line) => Console.WriteLine("ats: " + line);
}
