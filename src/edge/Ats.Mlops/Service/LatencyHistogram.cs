namespace Ats.Mlops.Service;

/// <summary>Counts latencies in fixed bins; written by one thread, read by any.</summary>
public sealed class LatencyHistogram
{
    private static readonly double[] UpperBounds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000];

    private readonly long[] _counts = new long[UpperBounds.Length + 1];
    private double _sum;

    /// <summary>Upper bounds of the bins but the last, which has none; microseconds.</summary>
    public static ReadOnlySpan<double> BoundsMicroseconds => UpperBounds;

    public double SumMicroseconds => Volatile.Read(ref _sum);

    public long Total
    {
        get
        {
            long total = 0;
            foreach (ref readonly var count in _counts.AsSpan()) total += Volatile.Read(in count);
            return total;
        }
    }

    public void Add(double microseconds)
    {
        var bin = 0;
        while (bin < UpperBounds.Length && microseconds > UpperBounds[bin]) bin++;
        Volatile.Write(ref _counts[bin], _counts[bin] + 1);
        Volatile.Write(ref _sum, _sum + microseconds);
    }

    /// <summary>Latencies in a bin, and of all bins below it.</summary>
    public long UpTo(int bin)
    {
        long total = 0;
        for (var i = 0; i <= bin; i++) total += Volatile.Read(ref _counts[i]);
        return total;
    }

    /// <summary>Upper bound of the bin the share falls in, microseconds: at most this. NaN before the first.</summary>
    public double Quantile(double share)
    {
        var total = Total;
        if (total == 0) return double.NaN;
        var wanted = (long)Math.Ceiling(share * total);
        for (var bin = 0; bin < UpperBounds.Length; bin++)
            if (UpTo(bin) >= wanted) return UpperBounds[bin];
        return double.PositiveInfinity;
    }
}
