using Ats.Forecasting;

namespace Ats.Edge.Tests.Mlops;

/// <summary>A model simple enough to know its answers: the mean is a gain times the first feature plus a little of the last mean; quantiles are a normal's.</summary>
internal sealed class EchoPredictor(FeatureSchema schema, float gain, float width = 1) : IPredictor
{
    private static readonly float[] Normal = [-1.64485f, -1.28155f, -0.67449f, -0.25335f, 0, 0.25335f, 0.67449f, 1.28155f, 1.64485f];

    private float _carried;

    public string Name => "echo";

    public FeatureSchema Schema => schema;

    public IReadOnlyList<int> HorizonSeconds { get; } = [5, 15];

    public void Reset() => _carried = 0;

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        if (gain * features[0] > 110_000) throw new InvalidOperationException("The first feature is beyond what this model was made for.");
        _carried = (0.5f * _carried) + (gain * features[0]);
        for (var h = 0; h < HorizonSeconds.Count; h++)
        {
            var of = output.Slice(h * PredictionLayout.Width, PredictionLayout.Width);
            of[PredictionLayout.Mean] = _carried;
            for (var q = 0; q < Normal.Length; q++) of[PredictionLayout.FirstQuantile + q] = _carried + (width * Normal[q]);
        }
    }
}
