using Ats.Forecasting;
using Ats.Forecasting.Calibration;
using Ats.Mlops.Registry;

namespace Ats.Edge.Tests.Mlops;

/// <summary>Two floats are an <see cref="EchoPredictor"/>: gain and width.</summary>
internal sealed class EchoFormat : IModelFormat
{
    public static readonly FeatureSchema Schema = new(["return-1s", "imbalance-1"], HasBook: true, HasQuotes: true, WarmUpSeconds: 3, StaleNanoseconds: 2_000_000_000);

    public ModelParts Open(ModelManifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        if (!files.TryGetValue(ModelFileNames.Weights, out var weights) || weights.Length < 8) throw new InvalidDataException($"{ModelFileNames.Weights} does not hold two numbers.");
        var gain = BitConverter.ToSingle(weights, 0);
        var width = BitConverter.ToSingle(weights, 4);
        return new ModelParts(() => new EchoPredictor(Schema, gain, width), () => new LiveCalibration([5, 15]));
    }

    /// <summary>A draft whose training run found nothing to object to.</summary>
    public static ModelDraft Passed(float gain, DateTimeOffset now, float width = 1) => With(Draft(gain, width), now, GateOutcome.Pass, new CheckRecord("crps-skill", true, "4 %"));

    /// <summary>A draft whose training run found a leak.</summary>
    public static ModelDraft Leaky(float gain, DateTimeOffset now) => With(Draft(gain), now, GateOutcome.Fail, new CheckRecord("leak", false, "R2 62 %: it must have seen the future"));

    public static ModelDraft Draft(float gain, float width = 1, string symbol = "BTCUSDT", FeatureSchema? schema = null)
    {
        var predictor = new EchoPredictor(Schema, gain, width);
        float[] rows = [0.1f, 0.2f, -0.3f, 0.4f, 0.5f, -0.6f];
        var files = new Dictionary<string, byte[]>
        {
            [ModelFileNames.Weights] = [.. BitConverter.GetBytes(gain), .. BitConverter.GetBytes(width)],
            [ModelFileNames.Golden] = GoldenFile.Make(predictor, rows, [1, 1.5f, 2]),
        };
        return new ModelDraft(
            new ModelManifest
            {
                Symbol = symbol,
                Predictor = predictor.Name,
                Commit = "0123456",
                CreatedAt = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero),
                Schema = SchemaRecord.Of(schema ?? Schema),
                HorizonSeconds = predictor.HorizonSeconds,
                Snapshot = new string('a', 64),
                IsSynthetic = true,
                Training = new DataSpan(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)),
                Validation = new DataSpan(new DateTimeOffset(2026, 11, 22, 0, 2, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero)),
                Seeds = [1, 2],
                Hyperparameters = new Dictionary<string, string> { ["units"] = "64" },
                Metrics = [new ModelMetric("crpsSkill", 15, 0.041, 0.02, 0.06), new ModelMetric("crpsSkill", 15, 0.03, 0.01, 0.05, "ridge")],
            },
            files);
    }

    private static ModelDraft With(ModelDraft draft, DateTimeOffset now, GateOutcome outcome, CheckRecord check) => draft with
    {
        Manifest = draft.Manifest with { CreatedAt = now, Gates = [new GateRecord(GateRecord.Offline, outcome, [check], now)] },
    };
}
