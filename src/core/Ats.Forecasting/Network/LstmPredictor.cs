using Ats.Forecasting.Features;

namespace Ats.Forecasting.Network;

/// <summary>A trained network with the scaling of its features, on one stream.</summary>
public sealed class LstmPredictor : IPredictor
{
    private readonly FeatureScaler _scaler;
    private readonly LstmStream _stream;
    private readonly float[] _scaled;

    /// <exception cref="ArgumentException">Schema, scaler, horizons and network do not fit each other.</exception>
    public LstmPredictor(FeatureSchema schema, IReadOnlyList<int> horizonSeconds, FeatureScaler scaler, LstmNetwork network, VectorWidth width = VectorWidth.Auto)
    {
        var shape = network.Shape;
        if (shape.Inputs != schema.Count) throw new ArgumentException($"A network of {shape.Inputs} inputs does not fit a schema of {schema.Count} features.", nameof(network));
        if (scaler.SchemaHash != schema.Hash) throw new ArgumentException($"The scaler is for rows of schema {scaler.SchemaHash}, not {schema.Hash}.", nameof(scaler));
        if (shape.Horizons != horizonSeconds.Count) throw new ArgumentException($"A network of {shape.Horizons} horizons does not fit {horizonSeconds.Count}.", nameof(horizonSeconds));
        (Schema, HorizonSeconds, Network, _scaler) = (schema, horizonSeconds, network, scaler);
        _stream = new LstmStream(network, width);
        _scaled = new float[schema.Count];
    }

    public string Name => "lstm";

    public FeatureSchema Schema { get; }

    public IReadOnlyList<int> HorizonSeconds { get; }

    public LstmNetwork Network { get; }

    public void Reset() => _stream.Reset();

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        _scaler.Apply(features, _scaled);
        _stream.Step(_scaled, output);
    }
}
