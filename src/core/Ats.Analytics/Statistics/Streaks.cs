namespace Ats.Analytics.Statistics;

/// <summary>Longest runs of consecutive winning and losing round trips, in order of closing, net. Breaking even ends both.</summary>
public readonly record struct Streaks(int LongestWinning, int LongestLosing)
{
    public static Streaks Of(ReadOnlySpan<double> netPnls)
    {
        int winning = 0, losing = 0, longestWinning = 0, longestLosing = 0;
        foreach (var pnl in netPnls)
        {
            winning = pnl > 0 ? winning + 1 : 0;
            losing = pnl < 0 ? losing + 1 : 0;
            longestWinning = Math.Max(longestWinning, winning);
            longestLosing = Math.Max(longestLosing, losing);
        }

        return new Streaks(longestWinning, longestLosing);
    }
}
