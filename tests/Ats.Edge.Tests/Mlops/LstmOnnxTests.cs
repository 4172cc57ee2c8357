using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Features;
using Ats.Forecasting.Network;
using Ats.Mlops.Training;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Ats.Edge.Tests.Mlops;

/// <summary>ONNX Runtime, which knows nothing of us, computes what we compute.</summary>
public sealed class LstmOnnxTests
{
    [Theory]
    [InlineData(32, 64, 2, 6, 1, 2000)]
    [InlineData(5, 9, 1, 2, 3, 300)]
    public void A_long_sequence_is_the_same_within_1e_5_in_one_window_and_in_steps(int inputs, int hidden, int layers, int horizons, int members, int length)
    {
        var schema = new FeatureSchema([.. Enumerable.Range(0, inputs).Select(i => $"f{i}")], true, true, 60, 2_000_000_000);
        var rng = new Rng(5);
        float[] Draw(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)(scale * rng.NextNormal()))];
        var scaler = new FeatureScaler(schema.Hash, Draw(inputs, 1), [.. Draw(inputs, 1).Select(v => 0.5f + Math.Abs(v))], 2.5f);
        LstmNetwork[] networks = [.. Enumerable.Range(0, members).Select(m => Lively(new LstmShape(inputs, hidden, layers, horizons), (ulong)m + 1))];
        int[] seconds = [.. ForecastHorizons.Default.Take(horizons)];
        var rows = Draw(length * inputs, 2);
        var ours = Ours(new LstmEnsemble(schema, seconds, scaler, networks), rows, inputs);

        var model = LstmOnnx.Write(schema, seconds, scaler, networks);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        Assert.Equal(schema.Hash, session.ModelMetadata.CustomMetadataMap["schema"]);
        var states = States(networks);
        var (window, _) = Run(session, rows, inputs, states);
        Same(ours, window);

        var stepped = new List<float>();
        for (var i = 0; i < Math.Min(length, 200); i++)
        {
            var (step, next) = Run(session, rows[(i * inputs)..((i + 1) * inputs)], inputs, states);
            states = next;
            stepped.AddRange(step);
        }

        Same(ours[..stepped.Count], [.. stepped]);
    }

    [Fact]
    public void Shrinkage_and_the_line_beneath_are_in_it()
    {
        var schema = new FeatureSchema(["a", "imbalance-1", "b"], true, true, 60, 2_000_000_000);
        var rng = new Rng(9);
        int[] seconds = [5, 15];
        var scaler = new FeatureScaler(schema.Hash, [0.1f, 0, 0.2f], [1, 2, 3], 4);
        LstmNetwork[] networks = [Lively(new LstmShape(3, 8, 1, 2), 3), Lively(new LstmShape(3, 8, 1, 2), 4)];
        var shrinkage = new Shrinkage(seconds, [0.4, 0]);
        var floorShrinkage = new Shrinkage(seconds, [1, 0.7]);
        LinearPredictor Line() => new("line", schema, seconds, new FeatureScaling([1], [0.05f], [1.5f], [0.01f]), [[0.3], [-0.2]], [new float[9], new float[9]]);
        float[] rows = [.. Enumerable.Range(0, 3 * 100).Select(_ => (float)(3 * rng.NextNormal()))];
        var ours = Ours(new StackedPredictor(Line(), floorShrinkage, new CalibratedPredictor(new LstmEnsemble(schema, seconds, scaler, networks), shrinkage)), rows, 3);
        using var session = new InferenceSession(LstmOnnx.Write(schema, seconds, scaler, networks, shrinkage, Line(), floorShrinkage));
        var (window, _) = Run(session, rows, 3, States(networks));
        Same(ours, window);
    }

    [Fact]
    public void The_same_networks_give_the_same_bytes()
    {
        var schema = new FeatureSchema(["a", "b"], true, true, 60, 2_000_000_000);
        var scaler = new FeatureScaler(schema.Hash, [0, 1], [1, 2], 3);
        var network = LstmNetwork.Create(new LstmShape(2, 3, 1, 1), 1);
        Assert.Equal(LstmOnnx.Write(schema, [15], scaler, [network]), LstmOnnx.Write(schema, [15], scaler, [network]));
    }

    /// <summary>Fresh networks say little; larger weights exercise what saturates.</summary>
    private static LstmNetwork Lively(LstmShape shape, ulong seed)
    {
        var network = LstmNetwork.Create(shape, seed);
        foreach (ref var weight in network.Weights) weight *= 1.5f;
        return network;
    }

    private static float[] Ours(IPredictor predictor, float[] rows, int inputs)
    {
        var width = predictor.HorizonSeconds.Count * PredictionLayout.Width;
        var all = new float[rows.Length / inputs * width];
        for (var i = 0; i < rows.Length / inputs; i++) predictor.Step(rows.AsSpan(i * inputs, inputs), 1, all.AsSpan(i * width, width));
        return all;
    }

    private static Dictionary<string, float[]> States(LstmNetwork[] networks)
    {
        var states = new Dictionary<string, float[]>();
        for (var m = 0; m < networks.Length; m++)
            for (var layer = 0; layer < networks[m].Shape.Layers; layer++)
                foreach (var state in (string[])["hidden", "cell"]) states[$"{state}_{m}_{layer}"] = new float[networks[m].Shape.Hidden];
        return states;
    }

    private static (float[] Prediction, Dictionary<string, float[]> States) Run(InferenceSession session, float[] rows, int inputs, Dictionary<string, float[]> states)
    {
        List<NamedOnnxValue> values = [NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>(rows, [1, rows.Length / inputs, inputs]))];
        foreach (var (name, state) in states) values.Add(NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(state, [1, 1, state.Length])));
        using var results = session.Run(values);
        float[] Result(string name) => [.. results.Single(r => r.Name == name).AsTensor<float>()];
        return (Result("prediction"), states.Keys.ToDictionary(name => name, name => Result("next_" + name)));
    }

    private static void Same(float[] ours, float[] theirs)
    {
        Assert.Equal(ours.Length, theirs.Length);
        var worst = ours.Zip(theirs).Max(p => Math.Abs(p.First - p.Second));
        Assert.True(worst < 1e-5, $"largest difference {worst}");
        Assert.True(ours.Max() - ours.Min() > 1, "the outputs hardly move: nothing was compared");
    }
}
