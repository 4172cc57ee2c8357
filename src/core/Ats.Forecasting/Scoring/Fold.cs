namespace Ats.Forecasting.Scoring;

/// <summary>Fit on the first, choose by the second, judge on the third; in this order of time, with the embargo between them.</summary>
/// <param name="Number">From 1.</param>
public readonly record struct Fold(int Number, SampleRange Training, SampleRange Validation, SampleRange Test);
