using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ats.Indicators;

/// <summary>The sum of |value - centre|, in an order of additions that is the same on every processor.</summary>
internal static class AbsoluteDeviation
{
    public static double Sum(ReadOnlySpan<double> values, double centre)
    {
        var centres = Vector256.Create(centre);
        var sums = Vector256<double>.Zero;
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        foreach (var vector in vectors) sums += Vector256.Abs(vector - centres);

        var sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        foreach (var value in values[(vectors.Length * Vector256<double>.Count)..]) sum += Math.Abs(value - centre);
        return sum;
    }
}
