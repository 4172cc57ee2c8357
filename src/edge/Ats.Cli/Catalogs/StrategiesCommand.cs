using System.CommandLine;
using Ats.Strategies;

namespace Ats.Cli.Catalogs;

/// <summary><c>ats strategies</c>: what there is, with parameters and ranges.</summary>
internal static class StrategiesCommand
{
    public static Command Create()
    {
        var command = new Command("strategies", "List the strategies with their parameters and ranges.");
        command.SetAction(_ =>
        {
            foreach (var entry in StrategyCatalog.All)
            {
                Console.WriteLine($"{entry.Name}  [{(entry.Kind == StrategyKind.Control ? "control" : "classical")}]");
                Console.WriteLine($"    {entry.Description}");
                Console.WriteLine($"    source: {entry.Source}");
                foreach (var p in entry.Parameters) Console.WriteLine($"    {p.Name}={p.Default:R}  ({p.Minimum:R} to {p.Maximum:R}{(p.IsWhole ? ", whole" : "")})  {p.Meaning}");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
