namespace Ats.Forecasting.Network;

/// <summary>
/// Sizes of a network and where its weights lie in memory. Units are padded with zeros to whole vectors: a padded unit outputs 0 and its
/// weights have gradient 0, so padding stays.
/// </summary>
/// <param name="Inputs">Features of a row, 1 to 1024.</param>
/// <param name="Hidden">Units of a layer, 1 to 1024.</param>
/// <param name="Layers">Layers on each other, 1 to 8.</param>
/// <param name="Horizons">How many horizons are predicted, 1 to 32.</param>
public sealed record LstmShape(int Inputs, int Hidden, int Layers, int Horizons)
{
    public int Outputs => Horizons * PredictionLayout.Width;

    /// <summary>Weights and biases, without padding.</summary>
    public int Parameters
    {
        get
        {
            var count = (Hidden + 1) * Outputs;
            for (var layer = 0; layer < Layers; layer++) count += 4 * Hidden * ((layer == 0 ? Inputs : Hidden) + Hidden + 1);
            return count;
        }
    }

    internal int Units => RoundUp(Hidden, 16);

    internal int Gates => 4 * Units;

    internal int OutputColumns => RoundUp(Outputs, NetworkKernels.Panel);

    /// <summary>Columns of a gradient of units: whole panels.</summary>
    internal int UnitColumns => RoundUp(Units, NetworkKernels.Panel);

    /// <summary>Floats of all weights, padding included.</summary>
    internal int Floats => HeadBias + OutputColumns;

    internal int HeadWeights => LayerStart(Layers);

    internal int HeadBias => HeadWeights + (Units * OutputColumns);

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> when a size is out of its range.</summary>
    public LstmShape Checked()
    {
        Check(Inputs, 1024, nameof(Inputs));
        Check(Hidden, 1024, nameof(Hidden));
        Check(Layers, 8, nameof(Layers));
        Check(Horizons, 32, nameof(Horizons));
        return this;
    }

    internal int InputRows(int layer) => layer == 0 ? Inputs : Units;

    /// <summary>Rows of inputs, then rows of the layer's own last output, each of <see cref="Gates"/> columns in the order i, f, g, o.</summary>
    internal int InputWeights(int layer) => LayerStart(layer);

    internal int RecurrentWeights(int layer) => LayerStart(layer) + (InputRows(layer) * Gates);

    internal int Bias(int layer) => RecurrentWeights(layer) + (Units * Gates);

    internal static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private int LayerStart(int layer)
    {
        var start = 0;
        for (var i = 0; i < layer; i++) start += (InputRows(i) + Units + 1) * Gates;
        return start;
    }

    private static void Check(int value, int most, string name)
    {
        if (value < 1 || value > most) throw new ArgumentOutOfRangeException(name, value, $"{name} of a network must be from 1 to {most}.");
    }
}
