namespace Ats.Forecasting.Baselines;

/// <summary>The rows a baseline is fitted on.</summary>
public static class TrainingRows
{
    /// <summary>Fewer known outcomes than this fit nothing.</summary>
    public const int Minimum = 100;

    /// <summary>Ready rows of the range whose label is known, with the label in units of z.</summary>
    /// <param name="horizon">Index among the set's horizons.</param>
    /// <exception cref="ArgumentException">Fewer than <see cref="Minimum"/>.</exception>
    public static (int[] Rows, double[] Z) Known(SampleSet samples, SampleRange range, int horizon)
    {
        var rows = new List<int>(range.Count);
        var z = new List<double>(range.Count);
        for (var i = range.Start; i < range.End; i++)
        {
            if (!samples.Ready[i] || float.IsNaN(samples.Label(i, horizon))) continue;
            rows.Add(i);
            z.Add(samples.Label(i, horizon) / PredictionLayout.ScaleBps(samples.SigmasBps[i], samples.HorizonSeconds[horizon]));
        }

        return rows.Count >= Minimum ? ([.. rows], [.. z])
            : throw new ArgumentException($"Only {rows.Count} rows with a known outcome {samples.HorizonSeconds[horizon]} s ahead; at least {Minimum} are needed.", nameof(range));
    }

    /// <summary>Empirical quantiles at <see cref="PredictionLayout.Levels"/>, interpolated in a line. Sorts <paramref name="values"/>.</summary>
    public static float[] Quantiles(double[] values)
    {
        Array.Sort(values);
        var quantiles = new float[PredictionLayout.Quantiles];
        for (var q = 0; q < quantiles.Length; q++) quantiles[q] = (float)Quantile(values, PredictionLayout.Levels[q]);
        return quantiles;
    }

    /// <param name="sorted">Ascending, at least one.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double level)
    {
        var at = level * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }
}
