using Ats.Domain;

namespace Ats.Forecasting;

/// <summary>
/// Feature rows of one instrument on the one-second grid with what came after them: what models are trained and judged on. Row i uses only
/// what was received up to Times[i]; its labels look ahead and are the only thing that does.
/// </summary>
public sealed record SampleSet(string Instrument, FeatureSchema Schema, IReadOnlyList<int> HorizonSeconds)
{
    public required int Count { get; init; }

    /// <summary>UTC grid moments of receive time, ascending; gaps are left out.</summary>
    public required Timestamp[] Times { get; init; }

    /// <summary>Count x Schema.Count, raw, all finite.</summary>
    public required float[] Features { get; init; }

    /// <summary>Mid (last trade where the schema has no quotes), quote units.</summary>
    public required double[] Mids { get; init; }

    /// <summary>Deviation of one-second log returns as known at the row, basis points, above 0.</summary>
    public required float[] SigmasBps { get; init; }

    /// <summary>The stream began anew at this row (start, gap, stale): state is reset before it.</summary>
    public required bool[] Starts { get; init; }

    /// <summary>False while warming up after a start: the row moves the state and is not predicted, trained or scored on.</summary>
    public required bool[] Ready { get; init; }

    /// <summary>Count x horizons: log return of the mid from the row over the horizon, basis points; NaN where the outcome is not known (gap, end).</summary>
    public required float[] LabelsBps { get; init; }

    public SampleRange All => new(0, Count);

    public ReadOnlySpan<float> Row(int index) => Features.AsSpan(index * Schema.Count, Schema.Count);

    public float Label(int index, int horizon) => LabelsBps[(index * HorizonSeconds.Count) + horizon];
}
