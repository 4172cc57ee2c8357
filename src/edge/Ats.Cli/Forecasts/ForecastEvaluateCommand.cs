using System.CommandLine;
using System.Text.Json;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Scoring;
using Ats.MarketData;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;

namespace Ats.Cli.Forecasts;

/// <summary><c>ats forecast evaluate</c>: a frozen model on data it has never seen, against every baseline fitted on its training span.</summary>
internal static class ForecastEvaluateCommand
{
    private static readonly Option<string> Model = new("--model") { Description = "Version (v0007), alias, or latest.", Required = true };
    private static readonly Option<string> Data = new("--data") { Description = "A data directory, a raw file, or synthetic:seed=N,hours=H[,start=DATE].", Required = true };
    private static readonly Option<string?> Instrument = new("--instrument") { Description = "Which instrument, where the data has several: exchange:kind:SYMBOL." };
    private static readonly Option<string?> Symbol = ForecastCommand.SymbolOption();
    private static readonly Option<string?> From = new("--from") { Description = "First moment, UTC." };
    private static readonly Option<string?> To = new("--to") { Description = "Last moment (exclusive), UTC." };
    private static readonly Option<string?> JsonFile = new("--json") { Description = "Write the result as JSON to this file ('-' = standard output, nothing else is printed there)." };
    private static readonly Option<string> Registry = ForecastCommand.RegistryOption();

    public static Command Create()
    {
        var command = new Command("evaluate", "Score a frozen model on data it has never seen, beside every baseline fitted on its training span.") { Model, Data, Instrument, Symbol, From, To, Registry, JsonFile };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed)));
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var json = parsed.GetValue(JsonFile);
        if (json is not null and not "-") Writable.CheckFile("--json", json);
        var registry = ForecastCommand.Open(parsed.GetValue(Registry)!, parsed.GetValue(Symbol));
        var model = registry.Load(registry.Resolve(parsed.GetValue(Model)!));
        var manifest = model.Manifest;
        var source = SampleSource.Load(parsed.GetValue(Data)!, parsed.GetValue(Instrument), parsed.GetValue(From), parsed.GetValue(To), manifest.Schema.ToSchema(), manifest.HorizonSeconds, withOptimum: true);
        TrainingSpan.RefuseSeen(registry, manifest, source.Snapshot, parsed.GetValue(Data)!);
        var (result, scores) = Judge(registry, model, source, parsed.GetValue(Data)!);
        if (json != "-")
        {
            ScoreTable.Write(scores);
            Console.WriteLine();
            Console.WriteLine("ats: " + result.Verdict);
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(result, MlopsJson.File);
        if (json == "-") Console.OpenStandardOutput().Write(bytes);
        else if (json is not null) File.WriteAllBytes(json, bytes);
        return ExitCode.Ok;
    }

    /// <summary>Scores a model, the baselines kept beside it, and on the invented market its generator, on the same rows.</summary>
    /// <exception cref="MarketDataException">There is no row.</exception>
    public static (EvaluationResult Result, IReadOnlyList<PredictorScore> Scores) Judge(ModelRegistry registry, LoadedModel model, SampleSource source, string name)
    {
        var manifest = model.Manifest;
        if (source.Samples.Count == 0) throw new MarketDataException(name, "gives no row: it is shorter than a second, or stale throughout");
        var all = source.Samples.All;
        var files = manifest.Files.ToDictionary(f => f.Name, f => registry.ReadFile(manifest.Version, f.Name), StringComparer.Ordinal);
        var baselines = LstmModelFormat.Baselines(manifest, files);
        var reference = ForecastTrack.Of(baselines.First(b => b.Name == new VolatilityRandomWalk().Name), source.Samples, all);
        var scores = new List<PredictorScore> { ForecastScorer.Score(ForecastTrack.Of(model.Parts.NewPredictor(), source.Samples, all), reference) };
        foreach (var baseline in baselines) scores.Add(ForecastScorer.Score(baseline.Name == reference.Name ? reference : ForecastTrack.Of(baseline, source.Samples, all), reference));
        if (source.Optimum is { } optimum) scores.Add(ForecastScorer.Score(ForecastTrack.Of(optimum, source.Samples, all), reference));
        if (scores[0].Horizon(ForecastHorizons.MainSeconds).N == 0)
            throw new MarketDataException(name, $"gives {source.Samples.Count} rows, none of them with an outcome {ForecastHorizons.MainSeconds} s ahead after the warm-up: take more data");
        return (EvaluationResult.Of(manifest, source, scores), scores);
    }
}
