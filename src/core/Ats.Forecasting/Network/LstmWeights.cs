namespace Ats.Forecasting.Network;

/// <summary>The named tensors of a network and where their values lie: see <see cref="LstmNetwork.ToTensors"/>.</summary>
internal static class LstmWeights
{
    public static IEnumerable<LstmTensor> Tensors(LstmShape shape)
    {
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            yield return new LstmTensor($"lstm.weight_ih_l{layer}", 4 * shape.Hidden, layer == 0 ? shape.Inputs : shape.Hidden, shape.InputWeights(layer), shape.Gates, shape.Hidden, shape.Units);
            yield return new LstmTensor($"lstm.weight_hh_l{layer}", 4 * shape.Hidden, shape.Hidden, shape.RecurrentWeights(layer), shape.Gates, shape.Hidden, shape.Units);
            yield return new LstmTensor($"lstm.bias_l{layer}", 4 * shape.Hidden, 0, shape.Bias(layer), 0, shape.Hidden, shape.Units);
        }

        yield return new LstmTensor("head.weight", shape.Outputs, shape.Hidden, shape.HeadWeights, shape.OutputColumns, shape.Outputs, shape.Outputs);
        yield return new LstmTensor("head.bias", shape.Outputs, 0, shape.HeadBias, 0, shape.Outputs, shape.Outputs);
    }

    public static float[] Read(LstmTensor tensor, ReadOnlySpan<float> memory)
    {
        var values = new float[tensor.Count];
        for (var i = 0; i < values.Length; i++) values[i] = memory[tensor.Place(i)];
        return values;
    }

    public static void Write(LstmTensor tensor, ReadOnlySpan<float> values, Span<float> memory)
    {
        for (var i = 0; i < values.Length; i++) memory[tensor.Place(i)] = values[i];
    }
}
