using System.Globalization;

namespace Ats.Forecasting.Network;

/// <summary>Networks as <c>.safetensors</c> bytes: one, or the members of an ensemble with names prefixed <c>0.</c>, <c>1.</c> and so on.</summary>
public static class LstmFile
{
    private const string Format = "ats-lstm-1";

    /// <summary>The same weights, the same bytes.</summary>
    public static byte[] Write(IReadOnlyList<LstmNetwork> networks)
    {
        var shape = networks[0].Shape;
        if (networks.Any(n => n.Shape != shape)) throw new ArgumentException("The networks of one file must have one shape.", nameof(networks));
        var tensors = networks.SelectMany((network, i) => network.ToTensors().Select(t => t with { Name = $"{i}.{t.Name}" }));
        return SafeTensors.Write([.. tensors], new Dictionary<string, string>
        {
            ["format"] = Format,
            ["networks"] = Text(networks.Count),
            ["inputs"] = Text(shape.Inputs),
            ["hidden"] = Text(shape.Hidden),
            ["layers"] = Text(shape.Layers),
            ["horizons"] = Text(shape.Horizons),
        });
    }

    /// <exception cref="FormatException">Not such a file, or damaged: cut off, of other shapes, with weights missing, too many or not finite.</exception>
    public static IReadOnlyList<LstmNetwork> Read(ReadOnlySpan<byte> bytes)
    {
        var (tensors, metadata) = SafeTensors.Read(bytes);
        if (!metadata.TryGetValue("format", out var format) || format != Format) throw new FormatException($"The weight file's format is '{format}', not {Format}.");
        var shape = new LstmShape(Number(metadata, "inputs", 1024), Number(metadata, "hidden", 1024), Number(metadata, "layers", 8), Number(metadata, "horizons", 32));
        var count = Number(metadata, "networks", 64);
        var expected = LstmWeights.Tensors(shape).ToArray();
        if (tensors.Count != count * expected.Length) throw new FormatException($"The weight file has {tensors.Count} tensors; {count} networks of {shape.Layers} layers have {count * expected.Length}.");
        var byName = tensors.ToDictionary(t => t.Name);
        var networks = new List<LstmNetwork>();
        for (var i = 0; i < count; i++)
        {
            var network = new LstmNetwork(shape);
            foreach (var place in expected) LstmWeights.Write(place, Values(byName, $"{i}.{place.Name}", place), network.Weights);
            networks.Add(network);
        }

        return networks;
    }

    private static float[] Values(Dictionary<string, SafeTensor> tensors, string name, LstmTensor place)
    {
        if (!tensors.TryGetValue(name, out var tensor)) throw new FormatException($"The weight file lacks '{name}'.");
        if (!tensor.Shape.SequenceEqual(place.Dimensions)) throw new FormatException($"'{name}' has the shape [{string.Join(", ", tensor.Shape)}], not [{string.Join(", ", place.Dimensions)}].");
        if (!tensor.Values.All(float.IsFinite)) throw new FormatException($"'{name}' has a weight that is not finite.");
        return tensor.Values;
    }

    private static int Number(IReadOnlyDictionary<string, string> metadata, string name, int most) =>
        metadata.GetValueOrDefault(name, "missing") is var text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
            ? value
            : throw new FormatException($"The weight file's '{name}' must be a whole number from 1 to {most}, not '{text}'.");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
