using Ats.Forecasting.Features;

namespace Ats.Forecasting.Network;

/// <summary>Networks of several seeds on one stream; means and quantiles are averaged, in z, and quantiles stay in order.</summary>
public sealed class LstmEnsemble : IPredictor
{
    private readonly LstmPredictor[] _members;
    private readonly float[] _one;

    /// <exception cref="ArgumentException">No networks, or one that does not fit.</exception>
    public LstmEnsemble(FeatureSchema schema, IReadOnlyList<int> horizonSeconds, FeatureScaler scaler, IReadOnlyList<LstmNetwork> networks, VectorWidth width = VectorWidth.Auto)
    {
        if (networks.Count == 0) throw new ArgumentException("An ensemble needs at least one network.", nameof(networks));
        (Schema, HorizonSeconds, Networks) = (schema, horizonSeconds, networks);
        _members = [.. networks.Select(n => new LstmPredictor(schema, horizonSeconds, scaler, n, width))];
        _one = new float[horizonSeconds.Count * PredictionLayout.Width];
    }

    public string Name => "lstm";

    public FeatureSchema Schema { get; }

    public IReadOnlyList<int> HorizonSeconds { get; }

    public IReadOnlyList<LstmNetwork> Networks { get; }

    public void Reset()
    {
        foreach (var member in _members) member.Reset();
    }

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        _members[0].Step(features, sigmaBps, output);
        if (_members.Length == 1) return;
        for (var m = 1; m < _members.Length; m++)
        {
            _members[m].Step(features, sigmaBps, _one);
            for (var i = 0; i < _one.Length; i++) output[i] += _one[i];
        }

        for (var i = 0; i < _one.Length; i++) output[i] /= _members.Length;
    }
}
