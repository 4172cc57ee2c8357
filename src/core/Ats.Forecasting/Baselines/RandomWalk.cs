namespace Ats.Forecasting.Baselines;

/// <summary>The plain random walk: mean 0 and the training span's quantiles of the return in basis points, whatever the volatility of the moment.</summary>
public sealed class RandomWalk : IBaseline
{
    public string Name => "random-walk";

    public bool CanFit(FeatureSchema schema) => true;

    public IPredictor Fit(SampleSet samples, SampleRange training)
    {
        var quantiles = new float[samples.HorizonSeconds.Count][];
        for (var h = 0; h < quantiles.Length; h++)
        {
            var (rows, _) = TrainingRows.Known(samples, training, h);
            quantiles[h] = TrainingRows.Quantiles(Array.ConvertAll(rows, i => (double)samples.Label(i, h)));
        }

        return new FixedPredictor(Name, samples.Schema, samples.HorizonSeconds, quantiles, scaled: false);
    }
}
