namespace Ats.Forecasting.Scoring;

/// <summary>From forecasts and outcomes to scores.</summary>
public static class ForecastScorer
{
    /// <summary>Streams both over the range and scores the first.</summary>
    /// <param name="reference">The volatility-scaled random walk, fitted where the predictor was.</param>
    public static PredictorScore Score(IPredictor predictor, IPredictor reference, SampleSet samples, SampleRange range, ScoringSettings? settings = null) =>
        Score(ForecastTrack.Of(predictor, samples, range), ForecastTrack.Of(reference, samples, range), settings);

    /// <param name="reference">The volatility-scaled random walk on the same rows.</param>
    public static PredictorScore Score(ForecastTrack track, ForecastTrack reference, ScoringSettings? settings = null) =>
        new(track.Name, [.. track.Horizons.Select(h => Score(h, reference.Horizon(h.HorizonSeconds), settings ?? ScoringSettings.Default))]);

    private static HorizonScore Score(HorizonTrack track, HorizonTrack reference, ScoringSettings settings)
    {
        if (!track.Rows.AsSpan().SequenceEqual(reference.Rows)) throw new ArgumentException("The reference was not scored on the same rows.", nameof(reference));
        var horizon = track.HorizonSeconds;
        var effective = EffectiveN(track);
        var (r2, error) = R2(track);
        var (accuracy, moves) = Direction(track, settings.DirectionThresholdBps);
        var (accuracyNonZero, movesNonZero) = Direction(track, 0);
        var known = track.Count > 0;
        var crps = known ? track.CrpsBps.Average(x => (double)x) : 0;
        var crpsReference = known ? reference.CrpsBps.Average(x => (double)x) : 0;
        KolmogorovSmirnov? ks = known ? KolmogorovSmirnov.Uniform(track.Pits, effective) : null;
        return new HorizonScore
        {
            HorizonSeconds = horizon,
            N = track.Count,
            EffectiveN = effective,
            R2 = r2,
            R2Low = r2 - (1.96 * error),
            R2High = r2 + (1.96 * error),
            DirectionalAccuracy = accuracy,
            DirectionThresholdBps = settings.DirectionThresholdBps,
            DirectionN = moves,
            DirectionalAccuracyNonZero = accuracyNonZero,
            DirectionNonZeroN = movesNonZero,
            CrpsBps = known ? crps : null,
            CrpsSkill = crpsReference > 0 ? 1 - (crps / crpsReference) : null,
            CrpsDmT = DieboldMariano.Of(track.Gains(reference, ForecastLoss.Crps), horizon).T,
            DmT = DieboldMariano.Of(GainsOverRandomWalk(track), horizon).T,
            Coverage90 = known ? track.Inside90.Count(x => x) / (double)track.Count : null,
            PitHistogram = Histogram(track.Pits),
            PitKs = ks?.Distance,
            PitKsP = ks?.PValue,
            Lag = LagDetector.Of(track),
        };
    }

    /// <summary>Per row y^2 - (y - forecast)^2: what the mean gains over the random walk, basis points squared.</summary>
    internal static double[] GainsOverRandomWalk(HorizonTrack track)
    {
        var gains = new double[track.Count];
        for (var i = 0; i < gains.Length; i++) gains[i] = track.MeansBps[i] * ((2.0 * track.OutcomesBps[i]) - track.MeansBps[i]);
        return gains;
    }

    private static (double? R2, double? Error) R2(HorizonTrack track)
    {
        double gain = 0, total = 0;
        var gains = GainsOverRandomWalk(track);
        for (var i = 0; i < gains.Length; i++)
        {
            gain += gains[i];
            total += (double)track.OutcomesBps[i] * track.OutcomesBps[i];
        }

        if (total <= 0) return (null, null);
        var r2 = gain / total;
        if (track.Count < DieboldMariano.MinimumStretches * track.HorizonSeconds) return (r2, null);
        // Linearised ratio: (gain_i - R2 y_i^2) over the mean of y^2.
        for (var i = 0; i < gains.Length; i++) gains[i] -= r2 * track.OutcomesBps[i] * track.OutcomesBps[i];
        var variance = LongRunVariance.Bartlett(gains, LongRunVariance.Lags(gains.Length, track.HorizonSeconds)) / gains.Length;
        return (r2, Math.Sqrt(variance) / (total / gains.Length));
    }

    private static (double? Accuracy, int Moves) Direction(HorizonTrack track, double thresholdBps)
    {
        double right = 0;
        var moves = 0;
        for (var i = 0; i < track.Count; i++)
        {
            if (Math.Abs(track.OutcomesBps[i]) <= thresholdBps) continue;
            moves++;
            right += track.MeansBps[i] == 0 ? 0.5 : Math.Sign(track.MeansBps[i]) == Math.Sign(track.OutcomesBps[i]) ? 1 : 0;
        }

        return (moves > 0 ? right / moves : null, moves);
    }

    private static double EffectiveN(HorizonTrack track)
    {
        if (track.Count == 0) return 0;
        var outcomes = Array.ConvertAll(track.OutcomesBps, x => (double)x);
        var longRun = LongRunVariance.Bartlett(outcomes, LongRunVariance.Lags(track.Count, track.HorizonSeconds));
        return longRun > 0 ? Math.Min(track.Count, track.Count * LongRunVariance.Bartlett(outcomes, 0) / longRun) : 1;
    }

    private static double[] Histogram(float[] pits)
    {
        var bins = new double[10];
        foreach (var pit in pits) bins[Math.Clamp((int)(pit * 10), 0, 9)] += 1.0 / pits.Length;
        return bins;
    }
}
