using System.Globalization;
using System.Text.Json;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Gates;
using Ats.Forecasting.Network;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;
using Ats.Mlops.Training;

namespace Ats.Mlops.Models;

/// <summary>From a trained model to the files and manifest of a version.</summary>
public static class ModelPacking
{
    private const int GoldenRows = 64;

    /// <param name="snapshot">Name of the data snapshot.</param>
    /// <param name="parent">Version it is to replace; null = none.</param>
    /// <param name="commit">Of the program.</param>
    /// <param name="command">That makes it again.</param>
    public static ModelDraft Pack(TrainedModel model, SampleSet samples, TrainingPlan plan, DataSnapshot data, string snapshot, string? parent, string commit, string command, DateTimeOffset now)
    {
        var schema = samples.Schema;
        var manifest = new ModelManifest
        {
            Symbol = data.Instrument,
            Predictor = LstmModelFormat.Predictor,
            Parent = parent,
            Commit = commit,
            CreatedAt = now,
            Schema = SchemaRecord.Of(schema),
            HorizonSeconds = samples.HorizonSeconds,
            Snapshot = snapshot,
            IsSynthetic = data.IsSynthetic,
            Training = SpanOf(samples, model.Split.Training),
            Validation = new DataSpan(SpanOf(samples, model.Split.Validation).From, data.Span.To),
            Seeds = [.. plan.Seeds.Select(s => (long)s)],
            Hyperparameters = Hyperparameters(model, plan),
            Command = command,
            Metrics = [.. model.Scores.SelectMany((s, i) => Metrics(s, i == 0 ? "model" : s.Name))],
            Gates = [RecordOf(model.Gate, now)],
        };
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [ModelFileNames.Weights] = LstmFile.Write(model.Networks),
            [ModelFileNames.Scaler] = Json(model.Scaler),
            [ModelFileNames.Calibration] = JsonSerializer.SerializeToUtf8Bytes(Calibration(model, samples), MlopsJson.Line),
            [LstmModelFormat.BaselinesFile] = JsonSerializer.SerializeToUtf8Bytes(model.Baselines.Select(BaselineRecord.Of).ToList(), MlopsJson.Line),
            [ModelFileNames.Folds] = Json(model.Folds),
            [ModelFileNames.Onnx] = LstmOnnx.Write(schema, samples.HorizonSeconds, model.Scaler, model.Networks, model.Shrinkage, model.Floor?.ToPredictor(schema, samples.HorizonSeconds) as LinearPredictor, model.Floor?.Shrinkage),
            [ModelFileNames.Golden] = Golden(model, samples),
        };
        if (model.Floor is { } floor) files[LstmModelFormat.FloorFile] = Json(floor);
        return new ModelDraft(manifest, files);
    }

    /// <summary>What the gate of the training said, as a manifest keeps it.</summary>
    public static GateRecord RecordOf(GateResult gate, DateTimeOffset now) => new(
        GateRecord.Offline, gate.Passed ? GateOutcome.Pass : GateOutcome.Fail, [.. gate.Checks.Select(c => new CheckRecord(c.Name, c.Passed, c.Words))], now);

    private static CalibrationFile Calibration(TrainedModel model, SampleSet samples)
    {
        var intervals = ConformalSettings.Default;
        var live = new LiveCalibration(samples.HorizonSeconds, intervals);
        var predictor = model.NewPredictor(samples.Schema, samples.HorizonSeconds);
        Replay(predictor, live, samples, model.Split.Test);
        return new CalibrationFile(model.Shrinkage, intervals, live.Capture(), model.Features, model.Expected);
    }

    /// <summary>Lets the adaptive intervals live through the test span as they will live later: every outcome once it is known.</summary>
    private static void Replay(IPredictor predictor, LiveCalibration live, SampleSet samples, SampleRange range)
    {
        var horizons = samples.HorizonSeconds;
        var output = new float[horizons.Count * PredictionLayout.Width];
        var said = new (float[] Output, double[] Multipliers)[range.Count];
        for (var i = range.Start; i < range.End; i++)
        {
            if (samples.Starts[i]) predictor.Reset();
            predictor.Step(samples.Row(i), samples.SigmasBps[i], output);
            var multipliers = new double[horizons.Count];
            live.Apply(output, multipliers);
            said[i - range.Start] = ([.. output], multipliers);
            for (var h = 0; h < horizons.Count; h++)
            {
                var then = i - horizons[h];
                if (then < range.Start || !samples.Ready[then] || float.IsNaN(samples.Label(then, h))) continue;
                var z = samples.Label(then, h) / PredictionLayout.ScaleBps(samples.SigmasBps[then], horizons[h]);
                var (served, by) = said[then - range.Start];
                live.Observe(h, samples.Times[then], served.AsSpan(h * PredictionLayout.Width, PredictionLayout.Width), by[h], z, samples.Times[i]);
                if (h == horizons.Count - 1) said[then - range.Start] = default;
            }
        }
    }

    private static byte[] Golden(TrainedModel model, SampleSet samples)
    {
        var from = Math.Max(model.Split.Test.Start, model.Split.Test.End - GoldenRows);
        var rows = samples.Features.AsSpan(from * samples.Schema.Count, (model.Split.Test.End - from) * samples.Schema.Count);
        return GoldenFile.Make(model.NewPredictor(samples.Schema, samples.HorizonSeconds), rows, samples.SigmasBps.AsSpan(from, model.Split.Test.End - from));
    }

    private static IEnumerable<ModelMetric> Metrics(PredictorScore score, string of)
    {
        foreach (var h in score.Horizons)
        {
            if (h.R2 is { } r2) yield return new ModelMetric("r2", h.HorizonSeconds, r2, h.R2Low, h.R2High, of);
            if (h.DmT is { } t) yield return new ModelMetric("dmT", h.HorizonSeconds, t, Of: of);
            if (h.DirectionalAccuracy is { } direction) yield return new ModelMetric("directionalAccuracy", h.HorizonSeconds, direction, Of: of);
            if (h.CrpsSkill is { } skill)
            {
                // The t is that of the gain, which the skill is a share of.
                var error = h.CrpsDmT is { } gainT && gainT != 0 ? Math.Abs(skill / gainT) : (double?)null;
                yield return new ModelMetric("crpsSkill", h.HorizonSeconds, skill, skill - (1.96 * error), skill + (1.96 * error), of);
            }

            if (h.CrpsDmT is { } crpsT) yield return new ModelMetric("crpsDmT", h.HorizonSeconds, crpsT, Of: of);
            if (h.Coverage90 is { } coverage) yield return new ModelMetric("coverage90", h.HorizonSeconds, coverage, Of: of);
            yield return new ModelMetric("n", h.HorizonSeconds, h.N, Of: of);
        }
    }

    private static SortedDictionary<string, string> Hyperparameters(TrainedModel model, TrainingPlan plan)
    {
        var n = plan.Network;
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["hidden"] = Text(n.Hidden),
            ["layers"] = Text(n.Layers),
            ["lanes"] = Text(n.Lanes),
            ["steps"] = Text(n.Steps),
            ["epochs"] = Text(n.Epochs),
            ["learningRate"] = Text(n.LearningRate),
            ["weightDecay"] = Text(n.WeightDecay),
            ["dropout"] = Text(n.Dropout),
            ["networks"] = Text(plan.Networks),
            ["embargoSeconds"] = Text(plan.EmbargoSeconds),
            ["shrinkage"] = Factors(model.Shrinkage),
            ["floor"] = model.Floor is { } floor ? $"{floor.Line.Name}, shrunk {Factors(floor.Shrinkage)}" : "none",
        };
    }

    private static string Factors(Shrinkage shrinkage) => string.Join(", ", shrinkage.Factors.Select((f, i) => string.Create(CultureInfo.InvariantCulture, $"{shrinkage.HorizonSeconds[i]} s {f:0.00}")));

    private static DataSpan SpanOf(SampleSet samples, SampleRange range) => new(samples.Times[range.Start].ToDateTime(), samples.Times[range.End - 1].ToDateTime().AddSeconds(1));

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, MlopsJson.File);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
