namespace Ats.Forecasting.Baselines;

/// <summary>
/// Robust scaling of chosen features: less the median, over the interquartile range in normal deviations, clipped at <see cref="Clip"/>, and less the
/// mean of that, so that weights without an intercept forecast no drift. A feature that never varies becomes 0.
/// </summary>
/// <param name="Columns">Of the schema, in order.</param>
public sealed record FeatureScaling(int[] Columns, float[] Centers, float[] InverseScales, float[] Means)
{
    public const float Clip = 5;

    private const double NormalInterquartile = 1.3489795;

    /// <param name="rows">Those to learn from, and no others.</param>
    public static FeatureScaling Fit(SampleSet samples, ReadOnlySpan<int> rows, int[] columns)
    {
        var scaling = new FeatureScaling(columns, new float[columns.Length], new float[columns.Length], new float[columns.Length]);
        var values = new double[rows.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            for (var i = 0; i < values.Length; i++) values[i] = samples.Row(rows[i])[columns[c]];
            Array.Sort(values);
            var center = TrainingRows.Quantile(values, 0.5);
            var scale = (TrainingRows.Quantile(values, 0.75) - TrainingRows.Quantile(values, 0.25)) / NormalInterquartile;
            if (!(scale > 0)) scale = Deviation(values);
            scaling.Centers[c] = (float)center;
            scaling.InverseScales[c] = scale > 0 ? (float)(1 / scale) : 0;
            double sum = 0;
            foreach (var value in values) sum += scaling.Scaled((float)value, c);
            scaling.Means[c] = (float)(sum / values.Length);
        }

        return scaling;
    }

    /// <param name="scaled">As long as <see cref="Columns"/>.</param>
    public void Apply(ReadOnlySpan<float> features, Span<float> scaled)
    {
        for (var c = 0; c < Columns.Length; c++) scaled[c] = Scaled(features[Columns[c]], c);
    }

    private float Scaled(float value, int c) => Math.Clamp((value - Centers[c]) * InverseScales[c], -Clip, Clip) - Means[c];

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(x => (x - mean) * (x - mean)));
    }
}
