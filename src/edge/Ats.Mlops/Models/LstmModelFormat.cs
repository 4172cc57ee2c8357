using System.Text.Json;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Drift;
using Ats.Forecasting.Features;
using Ats.Forecasting.Network;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Models;

/// <summary>The files of an LSTM ensemble: weights, scaler, calibration, and the baselines fitted beside it.</summary>
public sealed class LstmModelFormat : IModelFormat
{
    public const string Predictor = "lstm";

    public const string BaselinesFile = "baselines.json";

    public const string FloorFile = "floor.json";

    public ModelParts Open(ModelManifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        if (manifest.Predictor != Predictor) throw new InvalidDataException($"holds a '{manifest.Predictor}', which this program does not know");
        var schema = manifest.Schema.ToSchema();
        var networks = Networks(Need(files, ModelFileNames.Weights));
        var scaler = Json<FeatureScaler>(files, ModelFileNames.Scaler);
        var calibration = Json<CalibrationFile>(files, ModelFileNames.Calibration);
        if (scaler.SchemaHash != schema.Hash) throw new InvalidDataException($"{ModelFileNames.Scaler} is for features {scaler.SchemaHash}, the manifest names {schema.Hash}");
        var floor = Floor(files);
        _ = floor?.ToPredictor(schema, manifest.HorizonSeconds);
        var walk = Baselines(manifest, files).OfType<FixedPredictor>().FirstOrDefault(p => p.Name == new VolatilityRandomWalk().Name);
        return new ModelParts(
            () => LinearFloor.Under(floor, new CalibratedPredictor(new LstmEnsemble(schema, manifest.HorizonSeconds, scaler, networks), calibration.Shrinkage)),
            () => LiveCalibration.Restore(calibration.Start, calibration.Intervals))
        {
            WalkQuantiles = walk?.QuantileValues,
            NewDriftMonitor = () => new DriftMonitor(calibration.Features, calibration.Expected),
        };
    }

    /// <summary>What a training can go on from.</summary>
    /// <exception cref="InvalidDataException">The files do not make a model.</exception>
    public static TrainingParent Parent(IReadOnlyDictionary<string, byte[]> files) =>
        new(Floor(files), Json<FeatureScaler>(files, ModelFileNames.Scaler), Networks(Need(files, ModelFileNames.Weights)));

    /// <summary>The baselines kept beside a model.</summary>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static IReadOnlyList<IPredictor> Baselines(ModelManifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        var schema = manifest.Schema.ToSchema();
        return [.. Json<IReadOnlyList<BaselineRecord>>(files, BaselinesFile).Select(r => r.ToPredictor(schema, manifest.HorizonSeconds))];
    }

    private static LinearFloor? Floor(IReadOnlyDictionary<string, byte[]> files) => files.ContainsKey(FloorFile) ? Json<LinearFloor>(files, FloorFile) : null;

    private static IReadOnlyList<LstmNetwork> Networks(byte[] bytes)
    {
        try
        {
            return LstmFile.Read(bytes);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{ModelFileNames.Weights}: {e.Message}", e);
        }
    }

    private static T Json<T>(IReadOnlyDictionary<string, byte[]> files, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Need(files, name), MlopsJson.File) ?? throw new InvalidDataException($"{name} holds null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    private static byte[] Need(IReadOnlyDictionary<string, byte[]> files, string name) =>
        files.TryGetValue(name, out var bytes) ? bytes : throw new InvalidDataException($"{name} is missing");
}
