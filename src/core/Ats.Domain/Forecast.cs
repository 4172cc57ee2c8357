namespace Ats.Domain;

/// <summary>
/// What a model expects of an instrument: the log return of its mid over the horizon from AsOf on. Good until ValidUntil. The default
/// value is no forecast.
/// </summary>
public readonly record struct Forecast(double ExpectedReturn, long HorizonNanoseconds, Timestamp AsOf, Timestamp ValidUntil)
{
    /// <summary>Log return that is undercut with one chance in ten; NaN = not stated.</summary>
    public double LowerDecile { get; init; } = double.NaN;

    /// <summary>Log return that is exceeded with one chance in ten; NaN = not stated.</summary>
    public double UpperDecile { get; init; } = double.NaN;

    /// <summary>Standard deviation among the models asked, log return; NaN = one model, or not stated.</summary>
    public double Disagreement { get; init; } = double.NaN;

    public string ModelId { get; init; } = "";

    public bool Exists => HorizonNanoseconds > 0;
}
