using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>Validation of constructor parameters.</summary>
internal static class Require
{
    /// <summary>The longest window of any indicator, in updates.</summary>
    public const int LongestPeriod = 1_000_000;

    /// <exception cref="ArgumentOutOfRangeException">The period is outside [min, 1,000,000].</exception>
    public static int Period(int period, int min = 1, [CallerArgumentExpression(nameof(period))] string name = "")
    {
        if (period < min || period > LongestPeriod)
            throw new ArgumentOutOfRangeException(name, period, $"{name} must be a whole number of updates from {min} to {LongestPeriod}.");
        return period;
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or outside [min, max].</exception>
    public static double Within(double value, double min, double max, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= min && value <= max))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {min} to {max}.");
        return value;
    }
}
