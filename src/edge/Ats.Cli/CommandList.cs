using System.CommandLine;
using Ats.Cli.Backtests;
using Ats.Cli.Catalogs;
using Ats.Cli.Data;
using Ats.Cli.Exchange;
using Ats.Cli.Forecasts;
using Ats.Cli.Operator;
using Ats.Cli.Recording;
using Ats.Cli.Replays;
using Ats.Cli.Runs;

namespace Ats.Cli;

/// <summary>The commands. When the first word names one, only that one is made: a backtest need not load a web server.</summary>
internal static class CommandList
{
    private static readonly (string Name, Func<Command> Create)[] Alone =
    [
        ("data", DataCommand.Create),
        ("backtest", BacktestCommand.Create),
        ("replay", ReplayCommand.Create),
        ("strategies", StrategiesCommand.Create),
        ("indicators", IndicatorsCommand.Create),
        ("exchange", ExchangeCommand.Create),
        ("run", RunCommand.Create),
        ("watchdog", WatchdogCommand.Create),
        ("limits", LimitsCommand.Create),
        ("settings", SettingsCommand.Create),
        ("record", RecordCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("forecast", ForecastCommand.Create),
        ("forecaster", ForecasterCommand.Create),
    ];

    public static IEnumerable<Command> For(string[] args)
    {
        var chosen = Array.Find(Alone, c => args.Length > 0 && c.Name == args[0]);
        return chosen.Create is { } create ? [create()] : All();
    }

    private static IEnumerable<Command> All() => [.. Alone.Select(c => c.Create()), .. ReadCommands.Create(), .. OrderCommands.Create(), .. StateCommands.Create()];
}
