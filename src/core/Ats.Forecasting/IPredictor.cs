namespace Ats.Forecasting;

/// <summary>
/// A fitted model on one stream of feature rows, one row a second: LSTM, ridge, random walk alike. It keeps the state it carries from row to
/// row, so one instance serves one stream, on one thread.
/// </summary>
public interface IPredictor
{
    /// <summary>Short and stable, as in reports: <c>lstm</c>, <c>ridge</c>, <c>random-walk</c>.</summary>
    string Name { get; }

    FeatureSchema Schema { get; }

    IReadOnlyList<int> HorizonSeconds { get; }

    /// <summary>Forgets the state carried: the stream begins anew (start, gap, stale book).</summary>
    void Reset();

    /// <summary>Takes the next row and writes what is predicted from it; allocates nothing.</summary>
    /// <param name="features">Raw, unscaled features in the schema's order, all finite.</param>
    /// <param name="sigmaBps">Deviation of one-second log returns as known now, basis points, above 0.</param>
    /// <param name="output">Horizons x <see cref="PredictionLayout.Width"/>, see <see cref="PredictionLayout"/>.</param>
    void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output);
}
