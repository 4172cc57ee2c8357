namespace Ats.Forecasting.Scoring;

/// <summary>
/// A predictor's forecasts over a range beside their outcomes: made once, scored and compared as often as needed (12 to 30 bytes a row and
/// horizon). Scored are the rows that are ready and whose outcome is known, so every predictor is judged on the same rows.
/// </summary>
public sealed record ForecastTrack(string Name, IReadOnlyList<HorizonTrack> Horizons)
{
    /// <summary>So many rows bring a carried state to where a stream that never stopped would have it, near enough.</summary>
    public const int LeadInRows = 300;

    /// <exception cref="ArgumentException">Not a horizon of this track.</exception>
    public HorizonTrack Horizon(int seconds) => Horizons.FirstOrDefault(h => h.HorizonSeconds == seconds)
        ?? throw new ArgumentException($"{Name} does not predict {seconds} s ahead.", nameof(seconds));

    /// <summary>
    /// Streams the rows through the predictor as a live stream would, with a reset wherever the stream begins anew. A range that begins within a stream
    /// is led in by the rows before it (<see cref="LeadInRows"/>, or the warm-up if longer), which are not scored.
    /// </summary>
    /// <exception cref="ArgumentException">The predictor is of another schema, or predicts a horizon the samples have no labels for.</exception>
    /// <exception cref="ArithmeticException">A forecast is not a finite number: the predictor is broken.</exception>
    public static ForecastTrack Of(IPredictor predictor, SampleSet samples, SampleRange range)
    {
        if (predictor.Schema != samples.Schema) throw new ArgumentException($"{predictor.Name} takes rows of schema {predictor.Schema.Hash}, these are {samples.Schema.Hash}.", nameof(samples));
        var builders = predictor.HorizonSeconds.Select(h => new HorizonTrackBuilder(samples, h, range.Count)).ToArray();
        var output = new float[builders.Length * PredictionLayout.Width];
        predictor.Reset();
        for (var i = LeadIn(samples, range.Start); i < range.End; i++)
        {
            if (samples.Starts[i]) predictor.Reset();
            predictor.Step(samples.Row(i), samples.SigmasBps[i], output);
            if (i < range.Start || !samples.Ready[i]) continue;
            for (var h = 0; h < builders.Length; h++) builders[h].Add(i, output.AsSpan(h * PredictionLayout.Width, PredictionLayout.Width));
        }

        return new ForecastTrack(predictor.Name, [.. builders.Select(b => b.Build())]);
    }

    private static int LeadIn(SampleSet samples, int start)
    {
        var most = Math.Max(LeadInRows, samples.Schema.WarmUpSeconds);
        var first = start;
        while (first > 0 && !samples.Starts[first] && start - first < most) first--;
        return first;
    }
}
