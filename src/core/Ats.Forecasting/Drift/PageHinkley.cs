using System.Globalization;

namespace Ats.Forecasting.Drift;

/// <summary>
/// Has the model's edge over the random walk faded? Page and Hinkley's test for an upward change of the CRPS difference from its expected mean: the sum of
/// (difference - expected - delta), in deviations, above its lowest point so far.
/// </summary>
public sealed class PageHinkley(ExpectedSkill expected, int horizonSeconds, DriftSettings settings)
{
    private double Lambda => settings.PageHinkleyLambdaPerSecond * horizonSeconds;

    /// <summary>The sum above its lowest point; all the state there is.</summary>
    public double Excess { get; private set; }

    /// <param name="differenceBps">The model's CRPS less the reference's; above 0 is worse than the random walk.</param>
    internal void Observe(double differenceBps) =>
        Excess = Math.Max(0, Excess + ((differenceBps - expected.MeanBps) / expected.DeviationBps) - settings.PageHinkleyDelta);

    public DriftSignal Signal() => new(
        "page-hinkley", Excess, Lambda, Excess > Lambda,
        string.Create(CultureInfo.InvariantCulture, $"The edge over the random walk fell short of its promise by {Excess:0} deviations in sum; {Lambda:0} are allowed."));

    public void Restore(double excess) => Excess = excess;
}
