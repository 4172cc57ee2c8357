namespace Ats.Forecasting.Drift;

/// <summary>How drift is watched for.</summary>
/// <param name="FeatureWindow">Rows the population stability index looks back over.</param>
/// <param name="OutcomeWindow">Outcomes that PIT and coverage look back over.</param>
/// <param name="Minimum">Rows or outcomes before a monitor speaks.</param>
/// <param name="PsiLimit">A feature above it, and above what its own training span showed in windows as long, has drifted.</param>
/// <param name="PsiFeatures">So many drifted features trigger.</param>
/// <param name="PitP">Chance of so crooked a PIT from an honest model; below it triggers.</param>
/// <param name="CoverageTolerance">Distance of the 90 % interval's coverage from 0.9 that triggers, if chance does not explain it.</param>
/// <param name="CoverageErrors">Standard errors that chance explains, a window counting as window / horizon outcomes: an hour of outcomes 15 s ahead is worth
/// 240, whose coverage strays by two points, so three points alone would accuse an honest model several times a day.</param>
/// <param name="PageHinkleyDelta">Loss of skill that is put up with, in deviations of the CRPS difference.</param>
/// <param name="PageHinkleyLambdaPerSecond">Times the horizon: the sum of losses beyond delta that triggers, in deviations. At 80 a drop by half a deviation is
/// found after about 200 horizons, and an honest model (differences dependent over the horizon) is accused once in
/// exp(2 delta lambda / horizon) = 9 million horizons.</param>
public sealed record DriftSettings(
    int FeatureWindow = 3_600,
    int OutcomeWindow = 3_600,
    int Minimum = 1_200,
    double PsiLimit = 0.25,
    int PsiFeatures = 3,
    double PitP = 1e-5,
    double CoverageTolerance = 0.03,
    double CoverageErrors = 3.5,
    double PageHinkleyDelta = 0.1,
    double PageHinkleyLambdaPerSecond = 80)
{
    public static DriftSettings Default { get; } = new();
}
