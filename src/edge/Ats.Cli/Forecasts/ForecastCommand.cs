using System.CommandLine;

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

    public static Option<string> SymbolOption() => new("--symbol") { Description = "Whose models.", DefaultValueFactory = _ => "BTCUSDT" };
}
