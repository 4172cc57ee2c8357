using System.CommandLine;
using Ats.Cli;

var root = new RootCommand("ATS, the Automated Trading System: one engine for backtest, paper and live.");
foreach (var command in CommandList.For(args)) root.Add(command);
var parsed = root.Parse(args);
if (args.Length > 0 && parsed.Errors.Count > 0) return CommandLineError.Report(parsed);
var code = Guard.Run(() => parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
return code != ExitCode.Ok && parsed.Errors.Count > 0 ? ExitCode.Usage : code;
