using System.CommandLine;
using System.Globalization;
using System.Text;
using Ats.Cli.Operator;
using Ats.Forecasting;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;

namespace Ats.Cli.Forecasts;

/// <summary><c>ats forecast models|card|promote|rollback</c>: the registry from the command line.</summary>
internal static class ForecastModelsCommands
{
    public static IEnumerable<Command> Create() => [Models(), Card(), Promote(), Rollback()];

    private static Command Models()
    {
        var (registry, symbol) = (ForecastCommand.RegistryOption(), ForecastCommand.SymbolOption());
        var command = new Command("models", "List the models: version, part played, span trained on, skill.") { registry, symbol };
        command.SetAction(parsed => Guard.Run(() =>
        {
            var models = ForecastCommand.Open(parsed.GetValue(registry)!, parsed.GetValue(symbol));
            var aliases = models.Aliases();
            var listing = models.List();
            TextTable.Write(
                [("version", false), ("alias", false), ("gate", false), ("R2 % at 15 s", true), ("trained on", false), ("market", false), ("features", true)],
                [.. listing.Versions.Select(m => Row(m, aliases))],
                $"No models of {models.Symbol} in {models.Folder}: train one with 'ats forecast train'.");
            foreach (var ignored in listing.Ignored) Console.Error.WriteLine("ats: passed over: " + ignored.Message);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string[] Row(ModelManifest m, ModelAliases aliases)
    {
        var r2 = m.Metrics.FirstOrDefault(x => x is { Of: "model", Name: "r2", HorizonSeconds: ForecastHorizons.MainSeconds });
        var gate = m.Gates.Count > 0 ? m.Gates[^1] : null;
        return
        [
            m.Version, aliases.NameOf(m.Version) ?? "", gate is null ? "not judged" : $"{gate.Gate} {gate.Outcome.ToString().ToLowerInvariant()}",
            r2 is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * r2.Value:0.00}"), m.Training.ToString(), m.IsSynthetic ? "invented" : "real", m.Schema.Names.Count.ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static Command Card()
    {
        var (registry, symbol) = (ForecastCommand.RegistryOption(), ForecastCommand.SymbolOption());
        var model = new Argument<string>("MODEL") { Description = "Version (v0007), alias, or latest." };
        var command = new Command("card", "Print a model's card: what it is good for, its numbers, how to make it again.") { model, registry, symbol };
        command.SetAction(parsed => Guard.Run(() =>
        {
            var models = ForecastCommand.Open(parsed.GetValue(registry)!, parsed.GetValue(symbol));
            Console.WriteLine(Encoding.UTF8.GetString(models.ReadFile(models.Resolve(parsed.GetValue(model)!), ModelFileNames.Card)));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static Command Promote()
    {
        var (registry, symbol) = (ForecastCommand.RegistryOption(), ForecastCommand.SymbolOption());
        var model = new Argument<string>("MODEL") { Description = "Version (v0007), alias, or latest." };
        var command = new Command("promote", "Make a model the champion, whatever the gates said. A running forecaster takes it up within a second; one that is training or judging, when that is done.") { model, registry, symbol };
        command.SetAction(parsed => Guard.Run(() =>
        {
            var models = ForecastCommand.Open(parsed.GetValue(registry)!, parsed.GetValue(symbol));
            var version = models.Load(models.Resolve(parsed.GetValue(model)!)).Version;
            var aliases = models.Change(a => a.Promote(version));
            Console.WriteLine($"ats: {models.Symbol} champion {aliases.Champion}, previous {aliases.Previous ?? "none"}{Pinned(aliases)}");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static Command Rollback()
    {
        var (registry, symbol) = (ForecastCommand.RegistryOption(), ForecastCommand.SymbolOption());
        var command = new Command("rollback", "Return to the model that was champion before.") { registry, symbol };
        command.SetAction(parsed => Guard.Run(() =>
        {
            var models = ForecastCommand.Open(parsed.GetValue(registry)!, parsed.GetValue(symbol));
            var before = models.Aliases();
            if (before.Champion is null) throw new RefusedException($"{models.Symbol} has no champion in {models.Folder}: nothing to roll back from.");
            if (before.Previous is null) throw new RefusedException($"{models.Symbol} had no champion before {before.Champion}: promote another with 'ats forecast promote'.");
            var version = models.Load(before.Previous).Version;
            var aliases = models.Change(a => a.RollBack(before.Champion));
            Console.WriteLine($"ats: {models.Symbol} champion {version} again, {before.Champion} is out{(aliases.Previous is null ? "" : $", previous {aliases.Previous}")}{Pinned(aliases)}");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string Pinned(ModelAliases aliases) =>
        aliases.Pinned is { } pinned && pinned != aliases.Champion ? $"; {pinned} is pinned in aliases.json and serves until that is unset" : "";
}
