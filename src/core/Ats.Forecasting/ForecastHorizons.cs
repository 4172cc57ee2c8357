namespace Ats.Forecasting;

/// <summary>How far ahead is predicted, in seconds.</summary>
public static class ForecastHorizons
{
    /// <summary>The horizon everything is judged by.</summary>
    public const int MainSeconds = 15;

    public static IReadOnlyList<int> Default { get; } = [5, 15, 30, 60, 300, 900];
}
