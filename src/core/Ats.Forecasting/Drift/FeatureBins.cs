using Ats.Forecasting.Baselines;

namespace Ats.Forecasting.Drift;

/// <summary>
/// How the training span's features were spread: cuts at their deciles, the share in each bin, and per feature the largest stability index that a window as
/// long as the monitor's showed within the training span itself. Slow features (volatility, 300 s returns) wander that far by nature; only
/// what goes further is drift. Features of the clock (<c>time-</c>, <c>hour-</c>, <c>day-</c>) are left out: an hour never looks like a day.
/// </summary>
/// <param name="Columns">Of the schema, those watched.</param>
/// <param name="Cuts">Per feature, ascending; a value goes to the bin of the first cut it is not above.</param>
/// <param name="Shares">Per feature and bin, of the training rows.</param>
/// <param name="OwnLargest">Per feature.</param>
public sealed record FeatureBins(IReadOnlyList<string> Names, int[] Columns, float[][] Cuts, double[][] Shares, double[] OwnLargest)
{
    private const int Deciles = 10;
    private const double Floor = 1e-4;

    /// <param name="window">Of the monitor, rows.</param>
    /// <exception cref="ArgumentException">No ready row.</exception>
    public static FeatureBins Fit(SampleSet samples, SampleRange training, int window)
    {
        var rows = Enumerable.Range(training.Start, training.Count).Where(i => samples.Ready[i]).ToArray();
        if (rows.Length == 0) throw new ArgumentException("No ready row in the training span.", nameof(training));
        int[] columns = [.. Enumerable.Range(0, samples.Schema.Count).Where(c => !IsClock(samples.Schema.Names[c]))];
        var cuts = columns.Select(c => Cut(samples, rows, c)).ToArray();
        var bins = new FeatureBins([.. columns.Select(c => samples.Schema.Names[c])], columns, cuts, [.. cuts.Select(c => new double[c.Length + 1])], new double[columns.Length]);
        bins.Learn(samples, rows, window);
        return bins;
    }

    internal int Bin(int feature, float value)
    {
        var cuts = Cuts[feature];
        var bin = 0;
        while (bin < cuts.Length && value > cuts[bin]) bin++;
        return bin;
    }

    /// <summary>Population stability index: sum of (now - then) ln(now / then) over the bins, shares no smaller than 0.0001.</summary>
    internal double Psi(int feature, ReadOnlySpan<int> counts, int total)
    {
        double sum = 0;
        for (var bin = 0; bin < counts.Length; bin++)
        {
            var now = Math.Max(Floor, (double)counts[bin] / total);
            var then = Math.Max(Floor, Shares[feature][bin]);
            sum += (now - then) * Math.Log(now / then);
        }

        return sum;
    }

    private static bool IsClock(string name) =>
        name.StartsWith("time-", StringComparison.Ordinal) || name.StartsWith("hour-", StringComparison.Ordinal) || name.StartsWith("day-", StringComparison.Ordinal);

    private static float[] Cut(SampleSet samples, int[] rows, int column)
    {
        var values = Array.ConvertAll(rows, i => (double)samples.Row(i)[column]);
        Array.Sort(values);
        return [.. Enumerable.Range(1, Deciles - 1).Select(d => (float)TrainingRows.Quantile(values, d / (double)Deciles)).Distinct()];
    }

    private void Learn(SampleSet samples, int[] rows, int window)
    {
        var step = Math.Max(1, window / 2);
        for (var f = 0; f < Columns.Length; f++)
        {
            var binOf = Array.ConvertAll(rows, i => Bin(f, samples.Row(i)[Columns[f]]));
            foreach (var bin in binOf) Shares[f][bin] += 1.0 / binOf.Length;
            for (var from = 0; from + window <= binOf.Length; from += step)
            {
                var counts = new int[Shares[f].Length];
                foreach (var bin in binOf.AsSpan(from, window)) counts[bin]++;
                OwnLargest[f] = Math.Max(OwnLargest[f], Psi(f, counts, window));
            }
        }
    }
}
