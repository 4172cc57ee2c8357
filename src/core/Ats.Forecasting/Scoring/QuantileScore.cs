namespace Ats.Forecasting.Scoring;

/// <summary>
/// What nine quantiles are worth once the outcome is known. The nine are read as a distribution: straight lines between neighbours and
/// exponential tails that go on with the density of the outermost interval.
/// </summary>
public static class QuantileScore
{
    // CRPS = 2 x the integral of the pinball loss over levels 0 to 1; trapezia between the nine levels, down to 0 at levels 0 and 1.
    private static readonly double[] Weights = Trapezia();

    // Exact to the last digit of a double, so that the transform never falls where two lines meet.
    private static readonly double[] Levels = [0.05, 0.10, 0.25, 0.40, 0.50, 0.60, 0.75, 0.90, 0.95];

    /// <summary>
    /// Continuous ranked probability score, in the unit of the outcome, 0 is perfect. An approximation: the pinball loss at the nine levels under
    /// trapezium weights, which is the quantile-weighted score of Gneiting and Ranjan (2011) on nine points. A weighted sum of pinball losses is
    /// proper, so no forecast gains by being dishonest; for a normal distribution the expected value is 1.7 % below the exact CRPS.
    /// </summary>
    /// <param name="quantiles">At <see cref="PredictionLayout.Levels"/>, ascending.</param>
    public static double Crps(ReadOnlySpan<float> quantiles, double outcome)
    {
        var levels = PredictionLayout.Levels;
        double sum = 0;
        for (var i = 0; i < PredictionLayout.Quantiles; i++)
        {
            var miss = outcome - quantiles[i];
            sum += Weights[i] * (miss >= 0 ? levels[i] * miss : (levels[i] - 1) * miss);
        }

        return 2 * sum;
    }

    /// <summary>
    /// The probability integral transform: the share of the forecast distribution below the outcome, uniform in [0, 1] when forecasts are honest.
    /// Where the distribution has an atom (several quantiles equal, the outcome on them) the place within it is <paramref name="tie"/>.
    /// </summary>
    /// <param name="tie">In [0, 1), as good as random.</param>
    public static double Pit(ReadOnlySpan<float> quantiles, double outcome, double tie)
    {
        const int Last = PredictionLayout.Quantiles - 1;
        if (outcome < quantiles[0]) return Levels[0] * Tail(quantiles[0] - outcome, quantiles[1] - quantiles[0]);
        if (outcome > quantiles[Last]) return 1 - ((1 - Levels[Last]) * Tail(outcome - quantiles[Last], quantiles[Last] - quantiles[Last - 1]));
        var low = 0;
        while (low < Last && quantiles[low + 1] < outcome) low++;
        if (quantiles[low] == outcome || quantiles[Math.Min(low + 1, Last)] == outcome) return OnQuantile(quantiles, outcome, tie);
        var width = quantiles[low + 1] - quantiles[low];
        return Levels[low] + ((Levels[low + 1] - Levels[low]) * ((outcome - quantiles[low]) / width));
    }

    /// <summary>A number in [0, 1) for row <paramref name="index"/> to break ties by: the golden ratio's multiples, spread evenly and the same every run.</summary>
    public static double Tie(int index)
    {
        var x = index * 0.6180339887498949;
        return x - Math.Floor(x);
    }

    private static double OnQuantile(ReadOnlySpan<float> quantiles, double outcome, double tie)
    {
        var first = 0;
        while (quantiles[first] != outcome) first++;
        var last = first;
        while (last + 1 < PredictionLayout.Quantiles && quantiles[last + 1] == outcome) last++;
        // An atom that reaches the outermost quantile holds its tail too.
        var from = first == 0 && last > first ? 0 : Levels[first];
        var to = last == PredictionLayout.Quantiles - 1 && last > first ? 1 : Levels[last];
        return from + ((to - from) * tie);
    }

    private static double Tail(double beyond, double scale) => scale > 0 ? Math.Exp(-beyond / scale) : 0;

    private static double[] Trapezia()
    {
        var levels = PredictionLayout.Levels;
        var weights = new double[PredictionLayout.Quantiles];
        for (var i = 0; i < weights.Length; i++)
        {
            var below = i == 0 ? 0 : levels[i - 1];
            var above = i == weights.Length - 1 ? 1 : levels[i + 1];
            weights[i] = (above - below) / 2.0;
        }

        return weights;
    }
}
