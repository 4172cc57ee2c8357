using System.CommandLine;
using Ats.Cli;
using Ats.Cli.Backtests;
using Ats.Cli.Catalogs;
using Ats.Cli.Data;
using Ats.Cli.Exchange;
using Ats.Cli.Operator;
using Ats.Cli.Recording;
using Ats.Cli.Replays;
using Ats.Cli.Runs;

var root = new RootCommand("ATS, the Automated Trading System: one engine for backtest, paper and live.")
{
    DataCommand.Create(),
    BacktestCommand.Create(),
    ReplayCommand.Create(),
    StrategiesCommand.Create(),
    IndicatorsCommand.Create(),
    ExchangeCommand.Create(),
    RunCommand.Create(),
    WatchdogCommand.Create(),
    LimitsCommand.Create(),
    SettingsCommand.Create(),
    RecordCommand.Create(),
    DoctorCommand.Create(),
};
foreach (var command in (IEnumerable<Command>)[.. ReadCommands.Create(), .. OrderCommands.Create(), .. StateCommands.Create()]) root.Add(command);
var parsed = root.Parse(args);
if (args.Length > 0 && parsed.Errors.Count > 0) return CommandLineError.Report(parsed);
var code = Guard.Run(() => parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
return code != ExitCode.Ok && parsed.Errors.Count > 0 ? ExitCode.Usage : code;
