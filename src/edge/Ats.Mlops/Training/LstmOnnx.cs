using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Features;
using Ats.Forecasting.Network;

namespace Ats.Mlops.Training;

/// <summary>
/// Networks as one <c>.onnx</c> model for use elsewhere, scaling of raw features included, and where given the shrinkage and the line beneath: then it is what is served, but for the adaptive intervals. Input <c>features</c> [batch, steps, features] and for network m
/// and layer l the states <c>hidden_m_l</c>, <c>cell_m_l</c> [1, batch, hidden], zeros at a start; output <c>prediction</c> [batch, steps, horizons, 10] in units of z
/// (mean, then nine quantiles; the mean of all networks) and the states to carry on, <c>next_hidden_m_l</c>, <c>next_cell_m_l</c>.
/// </summary>
public static class LstmOnnx
{
    private const int Opset = 17;

    public static byte[] Write(FeatureSchema schema, IReadOnlyList<int> horizonSeconds, FeatureScaler scaler, IReadOnlyList<LstmNetwork> networks, Shrinkage? shrinkage = null, LinearPredictor? floor = null, Shrinkage? floorShrinkage = null)
    {
        var shape = networks[0].Shape;
        var graph = new OnnxWriter();
        var features = graph.Input("features", "batch", "steps", $"{shape.Inputs}");
        Constants(graph, shape, scaler);
        var centred = graph.Node("Sub", [features, "centres"], ["centred"]);
        var factored = graph.Node("Mul", [centred, "factors"], ["factored"]);
        var clipped = graph.Node("Clip", [factored, "lowest", "highest"], ["clipped"]);
        var inputs = graph.Node("Transpose", [clipped], ["inputs"], ("perm", [1, 0, 2], true));
        var sum = Member(graph, networks[0], 0, inputs);
        for (var m = 1; m < networks.Count; m++) sum = graph.Node("Add", [sum, Member(graph, networks[m], m, inputs)], [$"sum_{m}"]);
        var mean = graph.Node("Mul", [sum, graph.Constant("share", [], (float[])[1f / networks.Count])], ["mean"]);
        if (shrinkage is not null) mean = graph.Node("Add", [mean, graph.Node("MatMul", [mean, graph.Constant("shrink", [shape.Outputs, shape.Outputs], Shrinking(shape, shrinkage))], ["shrinking"])], ["shrunk"]);
        if (floor is not null) mean = graph.Node("Add", [mean, Floor(graph, shape, features, floor, floorShrinkage)], ["floored"]);
        graph.Node("Reshape", [mean, graph.Constant("form", 0, 0, shape.Horizons, PredictionLayout.Width)], ["prediction"]);
        graph.Output("prediction", "batch", "steps", $"{shape.Horizons}", $"{PredictionLayout.Width}");
        for (var m = 0; m < networks.Count; m++)
            for (var layer = 0; layer < shape.Layers; layer++)
                foreach (var state in (string[])["hidden", "cell"]) graph.Output($"next_{state}_{m}_{layer}", "1", "batch", $"{shape.Hidden}");
        return graph.Model("ats-lstm", "1", Opset,
        [
            ("features", string.Join(',', schema.Names)),
            ("schema", schema.Hash),
            ("horizonSeconds", string.Join(',', horizonSeconds)),
            ("levels", string.Join(',', PredictionLayout.Levels.ToArray())),
            ("units", "z: log return over the horizon in basis points / (sigma of one-second returns in basis points * sqrt(horizon seconds))"),
        ]);
    }

    /// <summary>Adds (factor - 1) times a horizon's mean to all of its outputs.</summary>
    private static float[] Shrinking(LstmShape shape, Shrinkage shrinkage)
    {
        var matrix = new float[shape.Outputs * shape.Outputs];
        for (var h = 0; h < shape.Horizons; h++)
            for (var k = 0; k < PredictionLayout.Width; k++)
                matrix[(h * PredictionLayout.Width * shape.Outputs) + (h * PredictionLayout.Width) + k] = (float)(shrinkage.Factors[h] - 1);
        return matrix;
    }

    /// <summary>The line the networks stand on: its own scaling of raw features, then one weight a feature and horizon.</summary>
    private static string Floor(OnnxWriter graph, LstmShape shape, string features, LinearPredictor floor, Shrinkage? shrinkage)
    {
        var scaling = floor.Scaling;
        var (centres, factors, means) = (new float[shape.Inputs], new float[shape.Inputs], new float[shape.Inputs]);
        var weights = new float[shape.Inputs * shape.Outputs];
        for (var c = 0; c < scaling.Columns.Length; c++)
        {
            var column = scaling.Columns[c];
            (centres[column], factors[column], means[column]) = (scaling.Centers[c], scaling.InverseScales[c], scaling.Means[c]);
            for (var o = 0; o < shape.Outputs; o++) weights[(column * shape.Outputs) + o] = (float)(floor.Weights[o / PredictionLayout.Width][c] * (shrinkage?.Factors[o / PredictionLayout.Width] ?? 1));
        }

        var centred = graph.Node("Sub", [features, graph.Constant("floor_centres", [shape.Inputs], centres)], ["floor_centred"]);
        var factored = graph.Node("Mul", [centred, graph.Constant("floor_factors", [shape.Inputs], factors)], ["floor_factored"]);
        var clipped = graph.Node("Clip", [factored, graph.Constant("floor_lowest", [], [-FeatureScaling.Clip]), graph.Constant("floor_highest", [], [FeatureScaling.Clip])], ["floor_clipped"]);
        var scaled = graph.Node("Sub", [clipped, graph.Constant("floor_means", [shape.Inputs], means)], ["floor_scaled"]);
        return graph.Node("MatMul", [scaled, graph.Constant("floor_weights", [shape.Inputs, shape.Outputs], weights)], ["floor"]);
    }

    private static void Constants(OnnxWriter graph, LstmShape shape, FeatureScaler scaler)
    {
        graph.Constant("centres", [shape.Inputs], scaler.Centres);
        graph.Constant("factors", [shape.Inputs], scaler.Factors);
        graph.Constant("lowest", [], [-scaler.Limit]);
        graph.Constant("highest", [], [scaler.Limit]);
        graph.Constant("direction", 1);
        graph.Constant("four", [], [4]);
        graph.Constant("half", [], [0.5f]);
        var (levels, steps) = Quantiles(shape);
        graph.Constant("levels", [shape.Outputs, shape.Outputs], levels);
        graph.Constant("steps", [shape.Outputs, shape.Outputs], steps);
    }

    private static string Member(OnnxWriter graph, LstmNetwork network, int m, string inputs)
    {
        var shape = network.Shape;
        var tensors = network.ToTensors().ToDictionary(t => t.Name, t => t.Values);
        var x = inputs;
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var name = $"{m}_{layer}";
            var width = layer == 0 ? shape.Inputs : shape.Hidden;
            var w = graph.Constant($"w_{name}", [1, 4 * shape.Hidden, width], Gates(tensors[$"lstm.weight_ih_l{layer}"]));
            var r = graph.Constant($"r_{name}", [1, 4 * shape.Hidden, shape.Hidden], Gates(tensors[$"lstm.weight_hh_l{layer}"]));
            // ONNX has a bias of inputs and one of the recurrence.
            var b = graph.Constant($"b_{name}", [1, 8 * shape.Hidden], [.. Gates(tensors[$"lstm.bias_l{layer}"]), .. new float[4 * shape.Hidden]]);
            var h = graph.Input($"hidden_{name}", "1", "batch", $"{shape.Hidden}");
            var c = graph.Input($"cell_{name}", "1", "batch", $"{shape.Hidden}");
            graph.Node("LSTM", [x, w, r, b, "", h, c], [$"lstm_{name}", $"next_hidden_{name}", $"next_cell_{name}"], ("hidden_size", [shape.Hidden], false));
            x = graph.Node("Squeeze", [$"lstm_{name}", "direction"], [$"layer_{name}"]);
        }

        return Head(graph, shape, m, graph.Node("Transpose", [x], [$"top_{m}"], ("perm", [1, 0, 2], true)), tensors);
    }

    private static string Head(OnnxWriter graph, LstmShape shape, int m, string top, Dictionary<string, float[]> tensors)
    {
        var weights = new float[shape.Hidden * shape.Outputs];
        for (var row = 0; row < shape.Outputs; row++)
            for (var column = 0; column < shape.Hidden; column++)
                weights[(column * shape.Outputs) + row] = tensors["head.weight"][(row * shape.Hidden) + column];
        var product = graph.Node("MatMul", [top, graph.Constant($"head_{m}", [shape.Hidden, shape.Outputs], weights)], [$"product_{m}"]);
        var raw = graph.Node("Add", [product, graph.Constant($"head_bias_{m}", [shape.Outputs], tensors["head.bias"])], [$"raw_{m}"]);
        var square = graph.Node("Mul", [raw, raw], [$"square_{m}"]);
        var moved = graph.Node("Add", [square, "four"], [$"moved_{m}"]);
        var root = graph.Node("Sqrt", [moved], [$"root_{m}"]);
        var both = graph.Node("Add", [raw, root], [$"both_{m}"]);
        var step = graph.Node("Mul", [both, "half"], [$"step_{m}"]);
        return graph.Node("Add", [graph.Node("MatMul", [raw, "levels"], [$"level_{m}"]), graph.Node("MatMul", [step, "steps"], [$"spread_{m}"])], [$"prediction_{m}"]);
    }

    /// <summary>Ours are i, f, g, o; ONNX's are i, o, f, g.</summary>
    private static float[] Gates(float[] values)
    {
        var block = values.Length / 4;
        return [.. values[..block], .. values[(3 * block)..], .. values[block..(3 * block)]];
    }

    /// <summary>Which raw outputs add up to which predictions: mean and median as they are, and steps away from the median (raw 2 to 5 up, 6 to 9 down).</summary>
    private static (float[] Levels, float[] Steps) Quantiles(LstmShape shape)
    {
        const int Width = PredictionLayout.Width;
        var levels = new float[shape.Outputs * shape.Outputs];
        var steps = new float[shape.Outputs * shape.Outputs];
        for (var first = 0; first < shape.Outputs; first += Width)
        {
            levels[(first * shape.Outputs) + first + PredictionLayout.Mean] = 1;
            for (var q = 0; q < PredictionLayout.Quantiles; q++)
            {
                var column = first + PredictionLayout.FirstQuantile + q;
                levels[((first + 1) * shape.Outputs) + column] = 1;
                var away = PredictionLayout.FirstQuantile + q - PredictionLayout.Median;
                for (var i = 0; i < Math.Abs(away); i++) steps[((first + (away > 0 ? 2 : 6) + i) * shape.Outputs) + column] = Math.Sign(away);
            }
        }

        return (levels, steps);
    }
}
