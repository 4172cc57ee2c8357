namespace Ats.Forecasting.Scoring;

/// <summary>
/// One predictor at one horizon, always against the random walk on the same rows; returns in basis points, never price levels. A number that
/// cannot be told from so few outcomes is null. In JSON: the names in camel case.
/// </summary>
public sealed record HorizonScore
{
    public required int HorizonSeconds { get; init; }

    /// <summary>Outcomes scored.</summary>
    public required int N { get; init; }

    /// <summary>How many independent outcomes those overlapping ones are worth: n times variance over long-run variance, at most n.</summary>
    public required double EffectiveN { get; init; }

    /// <summary>1 - sum (y - forecast)^2 / sum y^2: 0 is the random walk, below 0 worse.</summary>
    public double? R2 { get; init; }

    /// <summary>95 % interval of <see cref="R2"/>: delta method of the ratio, long-run variance (Newey-West, lags twice the horizon at least).</summary>
    public double? R2Low { get; init; }

    public double? R2High { get; init; }

    /// <summary>Share of moves above the threshold whose sign the mean foresaw; a mean of 0 counts one half.</summary>
    public double? DirectionalAccuracy { get; init; }

    public required double DirectionThresholdBps { get; init; }

    /// <summary>Moves above the threshold.</summary>
    public required int DirectionN { get; init; }

    /// <summary>The same over all moves that are not 0.</summary>
    public double? DirectionalAccuracyNonZero { get; init; }

    public required int DirectionNonZeroN { get; init; }

    /// <summary>Mean CRPS, basis points.</summary>
    public double? CrpsBps { get; init; }

    /// <summary>1 - CRPS / CRPS of the volatility-scaled random walk.</summary>
    public double? CrpsSkill { get; init; }

    /// <summary>Diebold-Mariano t of the CRPS against the volatility-scaled random walk; positive is better than it.</summary>
    public double? CrpsDmT { get; init; }

    /// <summary>Diebold-Mariano t of the squared error against the random walk (mean 0); positive is better than it.</summary>
    public double? DmT { get; init; }

    /// <summary>Share of outcomes from the 5 % to the 95 % quantile.</summary>
    public double? Coverage90 { get; init; }

    /// <summary>Shares of the probability integral transform in ten equal bins; 0.1 each when honest.</summary>
    public required IReadOnlyList<double> PitHistogram { get; init; }

    public double? PitKs { get; init; }

    /// <summary>Of <see cref="PitKs"/>, with <see cref="EffectiveN"/>.</summary>
    public double? PitKsP { get; init; }

    public LagDetector? Lag { get; init; }
}
