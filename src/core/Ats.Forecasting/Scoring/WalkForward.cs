using Ats.Domain;

namespace Ats.Forecasting.Scoring;

/// <summary>
/// Purged walk-forward (after López de Prado, 2018): test spans follow one another, each is forecast from all that lies before it, less the rows
/// whose labels reach into it (by the longest horizon) or into the embargo before it.
/// </summary>
public static class WalkForward
{
    /// <exception cref="ArgumentException">The span is too short, or a setting is out of range.</exception>
    public static IReadOnlyList<Fold> Folds(SampleSet samples, SampleRange span, WalkForwardSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Folds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.EmbargoSeconds, WalkForwardSettings.MinimumEmbargoSeconds);
        if (!(settings.FirstTrainingShare is > 0 and < 1) || !(settings.ValidationShare is > 0 and < 1)) throw new ArgumentException("Shares must lie between 0 and 1.", nameof(settings));
        var first = span.Start + (int)(span.Count * settings.FirstTrainingShare);
        var folds = new Fold[settings.Folds];
        for (var k = 0; k < folds.Length; k++)
        {
            var test = new SampleRange(Cut(k), Cut(k + 1));
            var before = Purged(samples, new SampleRange(span.Start, test.Start), test.Start, settings.EmbargoSeconds);
            var validationStart = before.End - (int)(before.Count * settings.ValidationShare);
            var validation = new SampleRange(validationStart, before.End);
            var training = Purged(samples, new SampleRange(span.Start, validationStart), validationStart, settings.EmbargoSeconds);
            if (training.Count < Math.Max(1, settings.MinimumRows) || validation.Count < 1 || test.Count < 1)
                throw new ArgumentException($"{span.Count} rows are too short for {settings.Folds} folds: fold {k + 1} trains on {training.Count} rows, at least {settings.MinimumRows} are needed.", nameof(span));
            folds[k] = new Fold(k + 1, training, validation, test);
        }

        return folds;

        int Cut(int k) => first + (int)((long)(span.End - first) * k / settings.Folds);
    }

    /// <summary>The rows of a span whose longest label ends at least the embargo before row <paramref name="next"/>.</summary>
    public static SampleRange Purged(SampleSet samples, SampleRange span, int next, int embargoSeconds)
    {
        var limit = samples.Times[next].Nanoseconds - ((samples.HorizonSeconds.Max() + (long)embargoSeconds) * Timestamp.NanosecondsPerSecond);
        var end = Math.Min(span.End, next);
        while (end > span.Start && samples.Times[end - 1].Nanoseconds > limit) end--;
        return new SampleRange(span.Start, end);
    }
}
