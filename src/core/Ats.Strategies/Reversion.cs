using Ats.Domain;

namespace Ats.Strategies;

/// <summary>What the reversion strategies share: enter beyond a band, leave at the middle, state the distance to the mean as edge.</summary>
internal static class Reversion
{
    /// <summary>
    /// The next level: 1 below <paramref name="low"/>, -1 (or 0) above <paramref name="high"/>, 0 once a long reached
    /// <paramref name="exitLong"/> or a short <paramref name="exitShort"/>, else as before.
    /// </summary>
    public static double Next(double level, double value, double low, double exitLong, double exitShort, double high, bool canShort)
    {
        if (value < low) return 1;
        if (value > high) return canShort ? -1 : 0;
        if (level > 0 && value >= exitLong) return 0;
        if (level < 0 && value <= exitShort) return 0;
        return level;
    }

    /// <summary>The level with the way from price to mean as its expected gain, in basis points (negative where the mean lies behind).</summary>
    public static Signal Toward(double level, double price, double mean) =>
        level == 0 ? Signal.Flat : new Signal(level).WithEdge(level * (mean - price) / price * 1e4);
}
