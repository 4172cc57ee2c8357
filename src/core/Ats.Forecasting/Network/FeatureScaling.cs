namespace Ats.Forecasting.Network;

/// <summary>What is done to a raw row before the network sees it: (x - centre) x factor, held within +-limit.</summary>
/// <param name="Centres">One a feature.</param>
/// <param name="Factors">One a feature.</param>
/// <param name="Limit">One for all, above 0.</param>
public sealed record FeatureScaling(float[] Centres, float[] Factors, float Limit)
{
    public void Apply(ReadOnlySpan<float> raw, Span<float> scaled)
    {
        for (var i = 0; i < Centres.Length; i++) scaled[i] = Math.Clamp((raw[i] - Centres[i]) * Factors[i], -Limit, Limit);
    }
}
