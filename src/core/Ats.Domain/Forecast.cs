namespace Ats.Domain;

/// <summary>
/// What a model expects of an instrument: the log return of its mid over the horizon from AsOf on. Good until ValidUntil. With a
/// <see cref="Status"/> other than Ok it says that there is none, and why. The default value is no forecast. As an event its numbers are
/// kept as floats (<see cref="MarketEventKind.Forecast"/>).
/// </summary>
public readonly record struct Forecast(double ExpectedReturn, long HorizonNanoseconds, Timestamp AsOf, Timestamp ValidUntil)
{
    /// <summary>Standard deviation of the return, log return; NaN = not stated.</summary>
    public double Sigma { get; init; } = double.NaN;

    /// <summary>Log return that is undercut with one chance in twenty; NaN = not stated.</summary>
    public double LowerTail { get; init; } = double.NaN;

    /// <summary>Log return that is exceeded with one chance in twenty; NaN = not stated.</summary>
    public double UpperTail { get; init; } = double.NaN;

    /// <summary>Log return that is undercut with one chance in ten; NaN = not stated.</summary>
    public double LowerDecile { get; init; } = double.NaN;

    /// <summary>Log return that is exceeded with one chance in ten; NaN = not stated.</summary>
    public double UpperDecile { get; init; } = double.NaN;

    /// <summary>Chance that the return is above zero, [0, 1]; NaN = not stated.</summary>
    public double UpProbability { get; init; } = double.NaN;

    /// <summary>Standard deviation among the models asked, log return; NaN = one model, or not stated.</summary>
    public double Disagreement { get; init; } = double.NaN;

    /// <summary>Version of the model in its registry (7 = v0007); 0 = none, a fallback.</summary>
    public int ModelVersion { get; init; }

    public ForecastStatus Status { get; init; }

    public bool Exists => HorizonNanoseconds > 0;

    /// <summary>There is a forecast, and nothing speaks against acting on it within its validity.</summary>
    public bool IsGood => HorizonNanoseconds > 0 && Status == ForecastStatus.Ok && double.IsFinite(ExpectedReturn);

    /// <summary>Expected log return, basis points; NaN where there is none.</summary>
    public double ExpectedBps => Exists ? ExpectedReturn * 10_000 : double.NaN;

    public double HorizonSeconds => HorizonNanoseconds / (double)Timestamp.NanosecondsPerSecond;

    /// <summary>-1, 0 or 1: where it points; 0 where it may not be acted on.</summary>
    public int Direction => IsGood ? Math.Sign(ExpectedReturn) : 0;

    /// <summary>That there is no forecast for a horizon (0 = any of the instrument), as of a moment.</summary>
    public static Forecast None(ForecastStatus why, long horizonNanoseconds, Timestamp asOf) => new(double.NaN, horizonNanoseconds, asOf, asOf) { Status = why };
}
