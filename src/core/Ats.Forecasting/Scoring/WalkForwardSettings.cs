namespace Ats.Forecasting.Scoring;

/// <summary>How a span is cut into folds.</summary>
/// <param name="Folds">Test spans, at least 1.</param>
/// <param name="FirstTrainingShare">Of the rows, before the first test span; in (0, 1).</param>
/// <param name="ValidationShare">Of the rows before a test span, held out at their end; in (0, 1).</param>
/// <param name="EmbargoSeconds">Between the last label a span may see and the next span; at least <see cref="MinimumEmbargoSeconds"/>.</param>
/// <param name="MinimumRows">A training span with fewer rows is too short.</param>
public sealed record WalkForwardSettings(int Folds = 5, double FirstTrainingShare = 0.5, double ValidationShare = 0.15, int EmbargoSeconds = 75, int MinimumRows = 1_000)
{
    public const int MinimumEmbargoSeconds = 75;
}
