using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Models;

/// <summary>What one walk-forward fold showed, as kept in folds.json.</summary>
/// <param name="TrainingRows">Rows fitted on.</param>
/// <param name="TestRows">Rows judged on.</param>
/// <param name="Scores">The network and the ridge.</param>
public sealed record FoldScore(int Number, int TrainingRows, int TestRows, IReadOnlyList<PredictorScore> Scores);
