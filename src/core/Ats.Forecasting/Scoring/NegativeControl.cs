using Ats.Domain;

namespace Ats.Forecasting.Scoring;

/// <summary>
/// Labels whose signs are drawn at random hold nothing to foresee but their size: who still shows skill in the mean (squared error, direction) has seen
/// what it should not, or is scored wrongly. Skill in CRPS may stay, for volatility survives the change of sign, so it is not judged here. Signs are
/// drawn by blocks, so the labels keep the dependence that comes of their overlap.
/// </summary>
public static class NegativeControl
{
    /// <summary>For the trainer: the same samples with signs drawn; train and score on these, and <see cref="HorizonScore.DmT"/> must stay below 2.</summary>
    /// <param name="blockRows">Rows that share a sign, at least 1.</param>
    public static SampleSet SignRandomised(SampleSet samples, ulong seed, int blockRows = 60)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockRows, 1);
        var rng = new Rng(seed);
        var labels = (float[])samples.LabelsBps.Clone();
        var width = samples.HorizonSeconds.Count;
        for (var row = 0; row < samples.Count; row += blockRows)
        {
            if (rng.Next(2) == 0) continue;
            foreach (ref var label in labels.AsSpan(row * width, Math.Min(blockRows, samples.Count - row) * width)) label = -label;
        }

        return samples with { LabelsBps = labels };
    }

    /// <summary>
    /// For the gate: Diebold-Mariano t of the forecasts' squared error against the random walk on outcomes of random sign, the mean over the draws. About
    /// -1 to 0.5 when all is well; null when there are too few outcomes.
    /// </summary>
    public static double? MeanT(ForecastTrack track, int horizonSeconds, ulong seed, int draws = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var horizon = track.Horizon(horizonSeconds);
        var rng = new Rng(seed);
        var block = Math.Max(60, horizonSeconds);
        double sum = 0;
        for (var d = 0; d < draws; d++)
        {
            var outcomes = (float[])horizon.OutcomesBps.Clone();
            for (var from = 0; from < outcomes.Length; from += block)
            {
                if (rng.Next(2) == 0) continue;
                foreach (ref var outcome in outcomes.AsSpan(from, Math.Min(block, outcomes.Length - from))) outcome = -outcome;
            }

            if (DieboldMariano.Of(ForecastScorer.GainsOverRandomWalk(horizon with { OutcomesBps = outcomes }), horizonSeconds).T is not { } t) return null;
            sum += t;
        }

        return sum / draws;
    }
}
