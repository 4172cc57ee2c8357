using System.CommandLine;
using Ats.Bybit;
using Ats.Cli.Data;
using Ats.Domain;
using Ats.MarketData.Recording;
using Ats.Server.Settings;

namespace Ats.Cli.Recording;

/// <summary><c>ats record</c>: public market data onto tape until Ctrl-C.</summary>
internal static class RecordCommand
{
    private static readonly Option<string[]> Instruments = new("--instrument") { Description = "Instruments, for example bybit:linear:BTCUSDT; default: those of the settings." };
    private static readonly Option<string?> Settings = new("--settings") { Description = "Settings file to take instruments and exchange from, where they are not said here." };
    private static readonly Option<TradingEnvironment?> Environment = new("--environment") { Description = "mainnet (default; public data, no key), testnet, or simulated with --address." };
    private static readonly Option<string?> Address = new("--address") { Description = "Address of a simulated exchange, for example http://127.0.0.1:5090." };
    private static readonly Option<string> Into = new("--into") { Description = "Data directory; made when it does not exist. Recording there again goes on with a new segment.", DefaultValueFactory = _ => DataCommand.DefaultDirectory };
    private static readonly Option<int> Depth = new("--depth") { Description = "Levels of the book: 1, 50, 200 or 1000.", DefaultValueFactory = _ => 50 };

    public static Command Create()
    {
        var command = new Command("record", "Record trades, books, mark prices and funding of public streams to tape, around the clock, until Ctrl-C.") { Instruments, Settings, Environment, Address, Into, Depth };
        Instruments.AllowMultipleArgumentsPerToken = true;
        Depth.AcceptOnlyFromAmong("1", "50", "200", "1000");
        command.SetAction(parsed => Guard.Run(() => Execute(parsed).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Execute(ParseResult parsed)
    {
        using var interruption = new Interruption();
        var settings = parsed.GetValue(Settings) is { } path ? SettingsFile.Load(path, System.Environment.GetEnvironmentVariables()) : null;
        var instruments = Chosen(parsed.GetValue(Instruments) is { Length: > 0 } named ? named : settings?.Instruments ?? []);
        var environment = PublicEnvironment.Choose(parsed.GetValue(Environment) ?? settings?.Environment, parsed.GetValue(Address) ?? settings?.Exchange.Address);
        var into = parsed.GetValue(Into)!;
        var recording = new MarketRecording(environment, instruments, parsed.GetValue(Depth), TimeProvider.System, new RecorderSettings(), Say);
        Say($"recording {string.Join(", ", instruments)} from {environment} into {into} (Ctrl-C ends it)");
        var rows = await recording.RunAsync(into, interruption.Token);
        Say($"recorded {rows:N0} rows; look at them with: ats data check {into}");
        return ExitCode.Ok;
    }

    private static List<InstrumentId> Chosen(IReadOnlyList<string> names)
    {
        if (names.Count == 0) throw new FormatException("Say what to record: --instrument bybit:linear:BTCUSDT, or --settings FILE.");
        var chosen = names.Select(InstrumentId.Parse).Distinct().ToList();
        if (chosen.Find(i => i.Exchange != "bybit" || i.Kind == ContractKind.InversePerpetual) is { Symbol: not null } other)
            throw new FormatException($"'{other}' cannot be recorded: write bybit:linear:SYMBOL or bybit:spot:SYMBOL.");
        return chosen;
    }

    private static void Say(string line) => Console.WriteLine("ats: " + line);
}
