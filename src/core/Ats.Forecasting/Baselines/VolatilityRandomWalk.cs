namespace Ats.Forecasting.Baselines;

/// <summary>The random walk scaled by the volatility of the moment: mean 0, empirical quantiles of z. The yardstick of CRPS skill.</summary>
public sealed class VolatilityRandomWalk : IBaseline
{
    public string Name => "volatility-random-walk";

    public bool CanFit(FeatureSchema schema) => true;

    public IPredictor Fit(SampleSet samples, SampleRange training)
    {
        var quantiles = Enumerable.Range(0, samples.HorizonSeconds.Count)
            .Select(h => TrainingRows.Quantiles(TrainingRows.Known(samples, training, h).Z)).ToArray();
        return new FixedPredictor(Name, samples.Schema, samples.HorizonSeconds, quantiles, scaled: true);
    }
}
