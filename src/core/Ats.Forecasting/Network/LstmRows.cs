using Ats.Forecasting.Features;

namespace Ats.Forecasting.Network;

/// <summary>What a network trains and is validated on: scaled rows and outcomes in units of z.</summary>
public sealed class LstmRows
{
    /// <param name="inputs">Rows of scaled features, row behind row.</param>
    /// <param name="targets">Rows of z per horizon; NaN where not known.</param>
    /// <param name="starts">The state is forgotten before this row.</param>
    /// <param name="ready">False: the row moves the state and is not learned from.</param>
    public LstmRows(int features, int horizons, float[] inputs, float[] targets, bool[] starts, bool[] ready)
    {
        Count = starts.Length;
        if (Count == 0) throw new ArgumentException("A network cannot learn from no rows.", nameof(starts));
        if (inputs.Length != Count * features || targets.Length != Count * horizons || ready.Length != Count)
            throw new ArgumentException($"{Count} rows of {features} features and {horizons} horizons do not fit {inputs.Length} inputs, {targets.Length} targets and {ready.Length} ready flags.");
        (Features, Horizons, Inputs, Targets, Starts, Ready) = (features, horizons, inputs, targets, starts, ready);
    }

    public int Count { get; }

    public int Features { get; }

    public int Horizons { get; }

    public float[] Inputs { get; }

    public float[] Targets { get; }

    public bool[] Starts { get; }

    public bool[] Ready { get; }

    /// <summary>
    /// What each feature is multiplied with when the market is mirrored, +1 or -1; outcomes are multiplied with -1. Given, each lane is walked as it is or
    /// mirrored, by chance: the network learns no direction, from twice the data. Null: never.
    /// </summary>
    public float[]? Mirror { get; init; }

    /// <summary>The rows of a range, features scaled and clipped, labels in units of z.</summary>
    public static LstmRows From(SampleSet samples, SampleRange range, FeatureScaler scaler)
    {
        int features = samples.Schema.Count, horizons = samples.HorizonSeconds.Count;
        var inputs = new float[range.Count * features];
        var targets = new float[range.Count * horizons];
        for (var i = 0; i < range.Count; i++)
        {
            var row = range.Start + i;
            scaler.Apply(samples.Row(row), inputs.AsSpan(i * features, features));
            for (var h = 0; h < horizons; h++)
                targets[(i * horizons) + h] = (float)(samples.Label(row, h) / PredictionLayout.ScaleBps(samples.SigmasBps[row], samples.HorizonSeconds[h]));
        }

        return new LstmRows(features, horizons, inputs, targets, samples.Starts[range.Start..range.End], samples.Ready[range.Start..range.End])
        {
            Mirror = FeatureMirror.Signs(samples.Schema),
        };
    }
}
