using Ats.Domain;

namespace Ats.Forecasting.Baselines;

/// <summary>
/// Least squares on some of the features, one fit a horizon, on z (returns over the volatility of the moment), no intercept. The penalty is a given
/// one or chosen on the last fifth of the training span, the rows whose labels reach into it left out; then fitted anew on all of it.
/// </summary>
public abstract class LinearBaseline : IBaseline
{
    private const double ValidationShare = 0.2;

    public abstract string Name { get; }

    /// <summary>Penalties to choose from, per row, on scaled features.</summary>
    protected abstract IReadOnlyList<double> Lambdas { get; }

    public bool CanFit(FeatureSchema schema) => Columns(schema).Length > 0;

    public IPredictor Fit(SampleSet samples, SampleRange training)
    {
        var columns = Columns(samples.Schema);
        if (columns.Length == 0) throw new ArgumentException($"{Name} finds none of its features in schema {samples.Schema.Hash}.", nameof(samples));
        var horizons = samples.HorizonSeconds.Count;
        // One scaling for all horizons: fitted on all ready rows, it needs no label.
        var scaling = FeatureScaling.Fit(samples, Ready(samples, training), columns);
        var weights = new double[horizons][];
        var quantiles = new float[horizons][];
        for (var h = 0; h < horizons; h++)
        {
            var (rows, z) = TrainingRows.Known(samples, training, h);
            var x = Scaled(samples, rows, scaling);
            weights[h] = Weights(samples, rows, x, z, h);
            for (var i = 0; i < z.Length; i++) z[i] -= Dot(x.AsSpan(i * columns.Length, columns.Length), weights[h]);
            quantiles[h] = TrainingRows.Quantiles(z);
        }

        return new LinearPredictor(Name, samples.Schema, samples.HorizonSeconds, scaling, weights, quantiles);
    }

    /// <summary>Which features; empty where the schema has none that serve.</summary>
    protected abstract int[] Columns(FeatureSchema schema);

    private double[] Weights(SampleSet samples, int[] rows, double[] x, double[] z, int horizon)
    {
        var width = x.Length / rows.Length;
        var split = Lambdas.Count > 1 ? (int)(rows.Length * (1 - ValidationShare)) : rows.Length;
        var reach = split < rows.Length ? samples.Times[rows[split]] + (-samples.HorizonSeconds[horizon] * Timestamp.NanosecondsPerSecond) : default;
        var fit = new NormalEquations(width);
        var purged = new NormalEquations(width);
        var validation = new NormalEquations(width);
        for (var i = 0; i < rows.Length; i++)
            (i >= split ? validation : split < rows.Length && samples.Times[rows[i]] > reach ? purged : fit).Add(x.AsSpan(i * width, width), z[i]);
        var lambda = fit.Count == 0 ? Lambdas[^1] : Lambdas.Count == 1 ? Lambdas[0] : Lambdas.MinBy(l => validation.SquaredError(fit.Solve(l)));
        fit.Add(purged);
        fit.Add(validation);
        return fit.Solve(lambda);
    }

    private static int[] Ready(SampleSet samples, SampleRange range) => [.. Enumerable.Range(range.Start, range.Count).Where(i => samples.Ready[i])];

    private static double[] Scaled(SampleSet samples, int[] rows, FeatureScaling scaling)
    {
        var width = scaling.Columns.Length;
        var x = new double[rows.Length * width];
        Span<float> row = stackalloc float[width];
        for (var i = 0; i < rows.Length; i++)
        {
            scaling.Apply(samples.Row(rows[i]), row);
            for (var c = 0; c < width; c++) x[(i * width) + c] = row[c];
        }

        return x;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
