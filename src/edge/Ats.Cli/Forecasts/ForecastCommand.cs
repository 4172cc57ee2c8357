using System.CommandLine;
using Ats.Forecasting;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;

namespace Ats.Cli.Forecasts;

/// <summary><c>ats forecast</c>: trains, judges and keeps the forecaster's models.</summary>
internal static class ForecastCommand
{
    public const string DefaultRegistry = "runs/forecaster";

    public static Command Create()
    {
        var command = new Command("forecast", "Train, judge and keep models that predict the next seconds.");
        command.Subcommands.Add(ForecastTrainCommand.Create());
        command.Subcommands.Add(ForecastEvaluateCommand.Create());
        command.Subcommands.Add(ForecastResultsCommand.Create());
        foreach (var one in ForecastModelsCommands.Create()) command.Subcommands.Add(one);
        return command;
    }

    public static Option<string> RegistryOption() => new("--registry") { Description = "Folder of models, training runs and data snapshots.", DefaultValueFactory = _ => DefaultRegistry };

    public static Option<string?> SymbolOption() => new("--symbol") { Description = "Whose models; default: the only ones there are, else BTCUSDT." };

    /// <summary>The models of a symbol; where none is said, of the only one in the registry.</summary>
    public static ModelRegistry Open(string root, string? symbol)
    {
        var ending = $"-{ForecastHorizons.MainSeconds}s";
        var folder = Path.Combine(root, "models");
        if (symbol is null && Directory.Exists(folder))
        {
            var all = Directory.GetDirectories(folder, "*" + ending).Select(d => Path.GetFileName(d)[..^ending.Length]).ToList();
            if (all.Count == 1) symbol = all[0];
        }

        return new ModelRegistry(root, symbol ?? "BTCUSDT", new LstmModelFormat());
    }
}
