namespace Ats.Forecasting.Scoring;

/// <summary>One predictor at all its horizons.</summary>
public sealed record PredictorScore(string Name, IReadOnlyList<HorizonScore> Horizons)
{
    /// <exception cref="ArgumentException">Not a horizon of this score.</exception>
    public HorizonScore Horizon(int seconds) => Horizons.FirstOrDefault(h => h.HorizonSeconds == seconds)
        ?? throw new ArgumentException($"{Name} was not scored {seconds} s ahead.", nameof(seconds));
}
