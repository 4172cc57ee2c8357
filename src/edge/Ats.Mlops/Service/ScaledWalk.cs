using Ats.Forecasting;

namespace Ats.Mlops.Service;

/// <summary>The random walk of the volatility of the moment: mean 0 and fixed quantiles of z.</summary>
internal sealed class ScaledWalk
{
    private static readonly float[] Normal = [-1.6448536f, -1.2815516f, -0.67448975f, -0.2533471f, 0, 0.2533471f, 0.67448975f, 1.2815516f, 1.6448536f];

    private readonly float[] _output;

    /// <param name="horizons">How many.</param>
    /// <param name="quantiles">Nine a horizon; null = a normal's.</param>
    public ScaledWalk(int horizons, IReadOnlyList<float[]>? quantiles)
    {
        _output = new float[horizons * PredictionLayout.Width];
        for (var h = 0; h < horizons; h++)
            (quantiles?[h] ?? Normal).CopyTo(_output, (h * PredictionLayout.Width) + PredictionLayout.FirstQuantile);
    }

    /// <summary>Its output, the same on every row.</summary>
    public ReadOnlySpan<float> Output => _output;

    public ReadOnlySpan<float> Horizon(int index) => _output.AsSpan(index * PredictionLayout.Width, PredictionLayout.Width);
}
