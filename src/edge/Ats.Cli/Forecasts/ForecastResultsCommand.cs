using System.CommandLine;
using System.Globalization;
using System.Text;
using Ats.Cli.Backtests;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Network;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Baselines;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;

namespace Ats.Cli.Forecasts;

/// <summary><c>ats forecast results</c>: trains and judges every case of docs/forecasting-results.md, and writes it.</summary>
internal static class ForecastResultsCommand
{
    private static readonly Option<string> Out = new("--out") { Description = "The document.", DefaultValueFactory = _ => "docs/forecasting-results.md" };
    private static readonly Option<string> Folder = new("--real") { Description = "Folder of real market data; cases whose files are not there are left out and named.", DefaultValueFactory = _ => "../shared/data" };
    private static readonly Option<double> Hours = new("--hours") { Description = "Length of each simulated day judged on.", DefaultValueFactory = _ => 24 };
    private static readonly Option<string?> Shipped = new("--shipped") { Description = "Registry of the model that comes with the program; default: beside it." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Of the trainings.", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("results", "Train and judge on simulated and real data, and write the results with their intervals into one document.") { Out, Folder, Hours, Shipped, Seed };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed)));
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var path = parsed.GetValue(Out)!;
        Writable.CheckFile("--out", path);
        if (!(parsed.GetValue(Hours) is > 0 and <= 240)) throw new FormatException($"--hours {parsed.GetValue(Hours)} must be above 0 and at most 240.");
        using var interruption = new Interruption();
        var work = Directory.CreateTempSubdirectory("ats-results");
        try
        {
            var text = new StringBuilder();
            Head(text);
            foreach (var one in ResultCase.All(parsed.GetValue(Folder)!, parsed.GetValue(Hours)))
            {
                interruption.Token.ThrowIfCancellationRequested();
                Console.WriteLine("ats: " + one.Title);
                Case(text, one, parsed.GetValue(Shipped) ?? ForecasterRun.ShippedFolder(), work.FullName, (ulong)parsed.GetValue(Seed), interruption.Token);
            }

            File.WriteAllText(path, text.ToString());
            Console.WriteLine($"ats: written to {path}");
            return ExitCode.Ok;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static void Head(StringBuilder text) => text.Append(
        "# What the forecaster has shown\n\n"
        + $"Made by `./ats forecast results` at commit {BuildInfo.Commit}. Every number is out of sample, against the random walk on the same rows, never a price-level error;\n"
        + "intervals are 95 %, with overlapping outcomes counted as they should be ([forecast-scores.md](forecast-scores.md)). Baselines are fitted on the model's own training span.\n"
        + "DM t: Diebold-Mariano of the squared error against the random walk; direction: on moves above 2 bp; CRPS skill against the volatility-scaled random walk.\n");

    private static void Case(StringBuilder text, ResultCase one, string? shipped, string work, ulong seed, CancellationToken cancel)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {one.Title}\n\n{one.About}\n");
        if (one.Train is null)
        {
            Champion(text, one, shipped);
            return;
        }

        if (!File.Exists(one.Train))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot run: {Path.GetFileName(one.Train)} is not at hand.\n");
            return;
        }

        var whole = SampleSource.Load(one.Train, one.Instrument, null, null);
        var (from, to) = (whole.Samples.Times[0], whole.Samples.Times[^1]);
        var cut = new Timestamp(from.Nanoseconds + (long)((to - from) * one.Cut!.Value));
        // Rows whose longest outcome reaches beyond the cut are not learned from: the tape ends there.
        var learned = SampleSource.Load(one.Train, one.Instrument, null, cut.ToString(), whole.Samples.Schema);
        var registry = new ModelRegistry(work, whole.Snapshot.Instrument, new LstmModelFormat());
        var version = Train(learned, registry, work, seed, cancel);
        var model = registry.Load(version);
        var judged = SampleSource.Load(one.Train, one.Instrument, cut.ToString(), null, whole.Samples.Schema);
        text.Append(CultureInfo.InvariantCulture, $"\nTrained on {model.Manifest.Training}, judged on {judged.Snapshot.Span}; {model.Manifest.Schema.Names.Count} features.\n");
        Table(text, ForecastEvaluateCommand.Judge(registry, model, judged, one.Train));
    }

    private static void Champion(StringBuilder text, ResultCase one, string? shipped)
    {
        if (shipped is null) throw new InvalidDataException("The model that comes with the program is not beside it: say where with --shipped.");
        var registry = new ModelRegistry(shipped, "BTCUSDT", new LstmModelFormat());
        var model = registry.Load(registry.Resolve("champion"));
        text.Append(CultureInfo.InvariantCulture, $"\nModel {model.Version}, made by `{model.Manifest.Command}`. An invented market: no evidence about Bybit.\n");
        foreach (var data in one.Test)
        {
            var source = SampleSource.Load(data, null, null, null, model.Manifest.Schema.ToSchema(), model.Manifest.HorizonSeconds, withOptimum: true);
            TrainingSpan.RefuseSeen(registry, model.Manifest, source.Snapshot, data);
            text.Append(CultureInfo.InvariantCulture, $"\n### {data}\n");
            Table(text, ForecastEvaluateCommand.Judge(registry, model, source, data));
        }
    }

    private static string Train(SampleSource source, ModelRegistry registry, string root, ulong seed, CancellationToken cancel)
    {
        var plan = new TrainingPlan { Seed = seed, Threads = Environment.ProcessorCount, Network = new LstmTrainingSettings { Hidden = 32, Layers = 1, Lanes = 16 }, Folds = 0 };
        var screen = new TrainingScreen(asJson: false);
        var trained = new ForecastTrainer(plan, [.. BaselineCatalog.All, new GradientBoostedTrees()], TimeProvider.System, screen.Show).Train(source.Samples, cancel: cancel);
        var snapshot = new SnapshotStore(root).Save(source.Snapshot);
        return registry.Publish(ModelPacking.Pack(trained, source.Samples, plan, source.Snapshot, snapshot, null, BuildInfo.Commit, "ats forecast results", DateTimeOffset.UtcNow));
    }

    private static void Table(StringBuilder text, (EvaluationResult Result, IReadOnlyList<PredictorScore> Scores) judged)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{judged.Result.Verdict}\n\n| seconds | predictor | R2 % | 95 % interval | DM t | direction % | CRPS skill % | in 90 % band, % | outcomes |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var horizon in judged.Scores[0].Horizons)
        {
            foreach (var score in judged.Scores)
            {
                var h = score.Horizon(horizon.HorizonSeconds);
                text.Append(CultureInfo.InvariantCulture, $"| {h.HorizonSeconds} | {score.Name} | {Percent(h.R2)} | {Percent(h.R2Low)} to {Percent(h.R2High)} | {Number(h.DmT)} | {Percent(h.DirectionalAccuracy, "0.0")} | {Percent(h.CrpsSkill)} | {Percent(h.Coverage90, "0.0")} | {h.N} |\n");
            }
        }
    }

    private static string Percent(double? value, string format = "0.00") => value is { } v ? (100 * v).ToString(format, CultureInfo.InvariantCulture) : "–";

    private static string Number(double? value) => value is { } v ? v.ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
