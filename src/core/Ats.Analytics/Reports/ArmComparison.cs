using Ats.Analytics.Comparisons;
using Ats.Analytics.Statistics;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>
/// One arm against another, window by window: mean difference of net log returns (left - right), basis points a window, with the
/// stationary-bootstrap 95 % interval. Choose the pair before looking at results. n = windows.
/// </summary>
public sealed record ArmComparison(string Left, string Right, long WindowNanoseconds, int Windows, Statistic MeanBps, Interval IntervalBps)
{
    /// <summary>Five minutes: the contest's window.</summary>
    public const long DefaultWindowNanoseconds = 300_000_000_000;

    private const int Resamples = 2000;

    public static ArmComparison Of(
        string left, IReadOnlyList<EquityPoint> leftEquity, string right, IReadOnlyList<EquityPoint> rightEquity, ulong seed, long windowNanoseconds = DefaultWindowNanoseconds)
    {
        var differences = PairedWindows.Differences(leftEquity, rightEquity, windowNanoseconds);
        for (var i = 0; i < differences.Length; i++) differences[i] *= 10_000;
        var interval = StationaryBootstrap.MeanInterval(differences, BlockLength.Stationary(differences), 0.95, Resamples, seed);
        var mean = Statistic.Estimate(Moments.Of(differences).Mean, differences.Length);
        return new ArmComparison(left, right, windowNanoseconds, differences.Length, mean, interval);
    }
}
