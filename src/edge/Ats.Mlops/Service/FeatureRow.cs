using Ats.Domain;
using Ats.Forecasting.Features;

namespace Ats.Mlops.Service;

/// <summary>One row as the feature engine gives it.</summary>
/// <param name="time">The whole UTC second it belongs to.</param>
/// <param name="features">Raw, in the schema's order.</param>
/// <param name="sigmaBps">Deviation of one-second log returns, basis points.</param>
/// <param name="mid">Quote units.</param>
/// <param name="starts">The stream begins anew with it.</param>
/// <param name="ready">The engine's warm-up is over.</param>
/// <param name="hash">Of the row.</param>
public readonly ref struct FeatureRow(Timestamp time, ReadOnlySpan<float> features, float sigmaBps, double mid, bool starts, bool ready, ulong hash)
{
    public Timestamp Time { get; } = time;

    public ReadOnlySpan<float> Features { get; } = features;

    public float SigmaBps { get; } = sigmaBps;

    public double Mid { get; } = mid;

    public bool Starts { get; } = starts;

    public bool Ready { get; } = ready;

    public ulong Hash { get; } = hash;

    /// <summary>The engine's latest row.</summary>
    public static FeatureRow Of(FeatureEngine engine) =>
        new(engine.Time, engine.Features, engine.SigmaBps, engine.Mid, engine.Starts, engine.Ready, engine.RowHash);

    /// <summary>What is wrong with it, in words; null where it can be predicted from.</summary>
    public string? Problem(int width)
    {
        if (Features.Length != width) return $"{Features.Length} features, not {width}";
        if (!(Mid > 0) || !double.IsFinite(Mid)) return $"a mid of {Mid}";
        if (!(SigmaBps > 0) || !float.IsFinite(SigmaBps)) return $"a deviation of {SigmaBps} bps";
        for (var i = 0; i < Features.Length; i++)
            if (!float.IsFinite(Features[i])) return $"feature {i} is {Features[i]}";
        return null;
    }
}
