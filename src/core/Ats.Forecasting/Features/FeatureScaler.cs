namespace Ats.Forecasting.Features;

/// <summary>
/// Brings raw features to about unit deviation: (value - median) / robust deviation, clipped. Fitted once, on the rows of a training span
/// alone, and then fixed.
/// </summary>
/// <param name="SchemaHash">Of the rows it is for.</param>
/// <param name="Centres">Median of each feature.</param>
/// <param name="Factors">1 / deviation; 0 for a feature that is constant, which scales to 0.</param>
/// <param name="Limit">Scaled values are within plus or minus this.</param>
public sealed record FeatureScaler(string SchemaHash, float[] Centres, float[] Factors, float Limit)
{
    public const float DefaultLimit = 5;

    /// <summary>Quartiles of a normal law are this far apart, in deviations.</summary>
    private const double NormalQuartiles = 1.3489795;

    /// <summary>More rows than this are thinned evenly: quartiles do not need them.</summary>
    private const int MostRows = 100_000;

    /// <summary>Fits on the ready rows of a range.</summary>
    /// <exception cref="ArgumentException">The range has no ready row.</exception>
    public static FeatureScaler Fit(SampleSet samples, SampleRange range, float limit = DefaultLimit)
    {
        var rows = Enumerable.Range(range.Start, range.Count).Where(i => samples.Ready[i]).ToArray();
        if (rows.Length == 0) throw new ArgumentException($"No ready row in {range.Start}..{range.End} of {samples.Count}: nothing to fit a scale on.", nameof(range));
        var step = ((rows.Length - 1) / MostRows) + 1;
        var column = new float[((rows.Length - 1) / step) + 1];
        var (centres, factors) = (new float[samples.Schema.Count], new float[samples.Schema.Count]);
        for (var f = 0; f < centres.Length; f++)
        {
            for (var i = 0; i < column.Length; i++) column[i] = samples.Row(rows[i * step])[f];
            Array.Sort(column);
            centres[f] = Quantile(column, 0.5);
            factors[f] = Factor(column);
        }

        return new FeatureScaler(samples.Schema.Hash, centres, factors, limit);
    }

    /// <summary>Scales one row; allocates nothing.</summary>
    /// <param name="raw">Finite, in the schema's order.</param>
    /// <param name="scaled">As long as raw; may be the same memory.</param>
    public void Apply(ReadOnlySpan<float> raw, Span<float> scaled)
    {
        if (raw.Length != Centres.Length || scaled.Length != raw.Length) throw new ArgumentException($"The scaler is for rows of {Centres.Length} features, not {raw.Length} into {scaled.Length}.", nameof(raw));
        for (var i = 0; i < raw.Length; i++) scaled[i] = Math.Clamp((raw[i] - Centres[i]) * Factors[i], -Limit, Limit);
    }

    /// <summary>By quartiles; where half of the values are the same, by the deviation.</summary>
    private static float Factor(float[] sorted)
    {
        var deviation = (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / NormalQuartiles;
        if (deviation <= 0)
        {
            var mean = sorted.Average(v => (double)v);
            deviation = sorted[0] == sorted[^1] ? 0 : Math.Sqrt(sorted.Average(v => (v - mean) * (v - mean)));
        }

        return deviation > 0 && float.IsFinite((float)(1 / deviation)) ? (float)(1 / deviation) : 0;
    }

    private static float Quantile(float[] sorted, double level)
    {
        var at = level * (sorted.Length - 1);
        var below = (int)at;
        return (float)(sorted[below] + ((at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below])));
    }
}
