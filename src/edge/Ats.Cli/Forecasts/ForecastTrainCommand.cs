using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ats.Cli.Backtests;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Network;
using Ats.Mlops.Baselines;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;

namespace Ats.Cli.Forecasts;

/// <summary><c>ats forecast train</c>: data in, a judged version in the registry out.</summary>
internal static class ForecastTrainCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "A data directory with book, quotes or trades, a raw file, or synthetic:seed=N,hours=H[,start=DATE].", Required = true };
    private static readonly Option<string?> Instrument = new("--instrument") { Description = "Which instrument, where the data has several: exchange:kind:SYMBOL." };
    private static readonly Option<string?> From = new("--from") { Description = "First moment, UTC, for example 2025-06-01." };
    private static readonly Option<string?> To = new("--to") { Description = "Last moment (exclusive), UTC." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Of everything drawn at random; the same data and seed give the same bytes.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Horizons = new("--horizons") { Description = "Seconds ahead, 15 among them. Default: 5,15,30,60,300,900." };
    private static readonly Option<int> Networks = new("--networks") { Description = "Networks of different seeds that are averaged, 1 to 9.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "Most passes over the training rows, 1 to 1000.", DefaultValueFactory = _ => new LstmTrainingSettings().Epochs };
    private static readonly Option<int> Hidden = new("--hidden") { Description = "Units of a layer, 4 to 512.", DefaultValueFactory = _ => new LstmTrainingSettings().Hidden };
    private static readonly Option<int> Layers = new("--layers") { Description = "Layers on each other, 1 to 4.", DefaultValueFactory = _ => new LstmTrainingSettings().Layers };
    private static readonly Option<int> Folds = new("--folds") { Description = "Walk-forward folds for the card, 0 to 10.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads; the result does not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<string?> Parent = new("--parent") { Description = "Version or alias the new model must not be worse than (judged on the same rows)." };
    private static readonly Option<bool> Warm = new("--warm") { Description = "Go on from the parent's weights and scaler instead of from scratch." };
    private static readonly Option<bool> Promote = new("--promote") { Description = "Make it the champion when the gate lets it pass." };
    private static readonly Option<bool> JsonLines = new("--json-lines") { Description = "Progress as JSON, one object a line, for the loop." };
    private static readonly Option<bool> Quick = new("--quick") { Description = "One small training without folds whose gate decides on little evidence: for the loop's demo profile." };
    private static readonly Option<bool> Invented = new("--invented") { Description = "The data was recorded of an invented market: the model's card says so." };
    private static readonly Option<string> Registry = ForecastCommand.RegistryOption();

    public static Command Create()
    {
        var command = new Command("train", "Train a model and every baseline on the same rows, judge it on rows none of them saw, and register it.")
        {
            Data, Instrument, From, To, Seed, Horizons, Networks, Epochs, Hidden, Layers, Folds, Threads, Parent, Warm, Promote, Quick, Invented, JsonLines, Registry,
        };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed)));
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var plan = Plan(parsed);
        var horizons = ReadHorizons(parsed.GetValue(Horizons));
        var root = parsed.GetValue(Registry)!;
        Writable.CheckDirectory("--registry", root);
        using var interruption = new Interruption();
        var screen = new TrainingScreen(parsed.GetValue(JsonLines));
        screen.Say("reading " + parsed.GetValue(Data));
        var source = SampleSource.Load(parsed.GetValue(Data)!, parsed.GetValue(Instrument), parsed.GetValue(From), parsed.GetValue(To), horizons: horizons);
        interruption.Token.ThrowIfCancellationRequested();
        var samples = source.Samples;
        screen.Say($"{samples.Count:N0} rows of {samples.Instrument}, {samples.Ready.Count(r => r):N0} to learn from, {samples.Schema.Count} features ({(samples.Schema.HasBook ? "order book" : samples.Schema.HasQuotes ? "quotes" : "trades alone")})");
        foreach (var note in source.Notes) screen.Say("note: " + note);
        var registry = new ModelRegistry(root, source.Snapshot.Instrument, new LstmModelFormat());
        var (parent, champion, weights) = Champion(registry, parsed.GetValue(Parent), samples, parsed.GetValue(Warm));
        if (weights is not null) plan = plan with { Network = Gently(plan.Network) with { Hidden = weights.Shape.Hidden, Layers = weights.Shape.Layers } };
        if (parsed.GetValue(Invented)) source = source with { Snapshot = source.Snapshot with { IsSynthetic = true } };
        IReadOnlyList<IBaseline> baselines = [.. BaselineCatalog.All, new GradientBoostedTrees()];
        var trained = new ForecastTrainer(plan, baselines, TimeProvider.System, screen.Show).Train(samples, champion, weights, interruption.Token);
        var snapshot = new SnapshotStore(root).Save(source.Snapshot);
        var draft = ModelPacking.Pack(trained, samples, plan, source.Snapshot, snapshot, parent, BuildInfo.Commit, CommandLine(parsed), DateTimeOffset.UtcNow);
        var version = registry.Publish(draft);
        if (parsed.GetValue(Promote) && trained.Gate.Passed) registry.Change(a => a.Promote(version));
        screen.Finish(version, trained, registry, root, parsed.GetValue(Promote));
        return ExitCode.Ok;
    }

    private static TrainingPlan Plan(ParseResult parsed)
    {
        var defaults = new LstmTrainingSettings();
        var plan = new TrainingPlan
        {
            Seed = (ulong)Within(parsed.GetValue(Seed), 0, long.MaxValue - 100, "--seed"),
            Networks = (int)Within(parsed.GetValue(Networks), 1, 9, "--networks"),
            Folds = (int)Within(parsed.GetValue(Folds), 0, 10, "--folds"),
            Threads = (int)Within(parsed.GetValue(Threads), 1, 256, "--threads"),
            Network = defaults with
            {
                Epochs = (int)Within(parsed.GetValue(Epochs), 1, 1000, "--epochs"),
                Hidden = (int)Within(parsed.GetValue(Hidden), 4, 512, "--hidden"),
                Layers = (int)Within(parsed.GetValue(Layers), 1, 4, "--layers"),
            },
        };
        return !parsed.GetValue(Quick) ? plan : plan with { Networks = 1, Folds = 0, MinimumRows = 900, Gate = plan.Gate with { MinimumOutcomes = 150 }, Network = plan.Network with { Epochs = Math.Min(8, plan.Network.Epochs) } };
    }

    private static long Within(long value, long least, long most, string option) =>
        value >= least && value <= most ? value : throw new FormatException($"{option} {value} must lie between {least} and {most}.");

    private static IReadOnlyList<int> ReadHorizons(string? text)
    {
        if (text is null) return ForecastHorizons.Default;
        var seconds = text.Split(',').Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s is > 0 and <= 3600 ? s
            : throw new FormatException($"--horizons {text}: '{t}' is not a whole number of seconds from 1 to 3600.")).ToList();
        if (!seconds.Contains(ForecastHorizons.MainSeconds)) throw new FormatException($"--horizons {text} must contain {ForecastHorizons.MainSeconds}: models are judged by it.");
        if (!seconds.Zip(seconds.Skip(1)).All(p => p.First < p.Second)) throw new FormatException($"--horizons {text} must rise, without repeats.");
        return seconds;
    }

    private static (string? Version, IPredictor? Model, TrainingParent? Weights) Champion(ModelRegistry registry, string? name, SampleSet samples, bool warm)
    {
        if (name is null) return warm ? throw new FormatException("--warm goes on from a parent: give --parent.") : (null, null, null);
        var model = registry.Load(registry.Resolve(name));
        var fits = model.Manifest.Schema.Hash == samples.Schema.Hash && model.Manifest.HorizonSeconds.SequenceEqual(samples.HorizonSeconds);
        if (!fits) return warm ? throw new InvalidDataException($"{model.Version} has other features or horizons than these samples: it cannot be gone on from") : (model.Version, null, null);
        var files = model.Manifest.Files.ToDictionary(f => f.Name, f => registry.ReadFile(model.Version, f.Name), StringComparer.Ordinal);
        return (model.Version, model.Parts.NewPredictor(), warm ? LstmModelFormat.Parent(files) : null);
    }

    /// <summary>What is known already is moved in small steps.</summary>
    private static LstmTrainingSettings Gently(LstmTrainingSettings network) => network with { LearningRate = network.LearningRate / 5, WeightDecay = network.WeightDecay / 5 };

    /// <summary>The command that makes the model again, without what differs from machine to machine.</summary>
    private static string CommandLine(ParseResult parsed)
    {
        var words = new List<string> { "ats", "forecast", "train" };
        foreach (var option in (Option[])[Data, Instrument, From, To, Seed, Horizons, Networks, Epochs, Hidden, Layers, Folds, Parent, Warm])
        {
            if (parsed.GetResult(option) is not { Implicit: false } given) continue;
            words.Add(option.Name);
            if (given.Tokens.Count == 0) continue;
            words.Add(option == Data && !given.Tokens[0].Value.StartsWith("synthetic", StringComparison.Ordinal) ? "DATA" : given.Tokens[0].Value);
        }

        return string.Join(' ', words);
    }
}
