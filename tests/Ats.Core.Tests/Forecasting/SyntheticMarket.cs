using Ats.Domain;
using Ats.Forecasting;

namespace Ats.Core.Tests.Forecasting;

/// <summary>
/// Samples of a made-up market: the book's imbalance, an autoregressive process, pushes the next seconds' returns. Features as the engine would name
/// them, and some that are noise.
/// </summary>
internal static class SyntheticMarket
{
    public const int WarmUp = 20;

    public static readonly int[] Horizons = [5, 15, 60];

    /// <param name="push">Drift of a second's return per unit of imbalance, in deviations; 0 is a random walk.</param>
    /// <param name="gapEvery">Rows between gaps of ten minutes; 0 for none.</param>
    /// <param name="leak">Adds the main horizon's label as a feature.</param>
    public static SampleSet Samples(int count, ulong seed, double push, int gapEvery = 0, bool leak = false, int noise = 2)
    {
        var names = new List<string> { "return-1s", "return-15s", "imbalance-11-25", "imbalance-1" };
        for (var i = 0; i < noise; i++) names.Add($"noise-{i}");
        if (leak) names.Add("label");
        var schema = new FeatureSchema(names, true, true, WarmUp, 2_000_000_000);
        var (mids, imbalances, sigmas, rng) = Path(count, seed, push);
        var set = Empty(count, schema, mids, sigmas);
        Times(set, gapEvery);
        Labels(set);
        for (var i = 0; i < count; i++)
        {
            var row = set.Features.AsSpan(i * schema.Count, schema.Count);
            row[0] = Return(set, i, 1);
            row[1] = Return(set, i, 15);
            row[2] = (float)((0.5 * imbalances[i]) + rng.NextNormal());
            row[3] = (float)imbalances[i];
            for (var k = 0; k < noise; k++) row[4 + k] = (float)rng.NextNormal();
            if (leak) row[^1] = float.IsNaN(set.Label(i, 1)) ? 0 : set.Label(i, 1);
        }

        return set;
    }

    private static (double[] Mids, double[] Imbalances, float[] Sigmas, Rng Rng) Path(int count, ulong seed, double push)
    {
        var rng = new Rng(seed);
        var (mids, imbalances, sigmas) = (new double[count], new double[count], new float[count]);
        double log = 10, imbalance = 0, volatility = 0;
        for (var i = 0; i < count; i++)
        {
            sigmas[i] = (float)(0.8 * Math.Exp(volatility));
            mids[i] = Math.Exp(log);
            imbalances[i] = imbalance;
            log += 1e-4 * sigmas[i] * ((push * imbalance) + rng.NextNormal());
            imbalance = (0.9 * imbalance) + (0.43589 * rng.NextNormal());
            volatility = (0.999 * volatility) + (0.02 * rng.NextNormal());
        }

        return (mids, imbalances, sigmas, rng);
    }

    private static SampleSet Empty(int count, FeatureSchema schema, double[] mids, float[] sigmas) => new("BTCUSDT", schema, Horizons)
    {
        Count = count,
        Times = new Timestamp[count],
        Features = new float[count * schema.Count],
        Mids = mids,
        SigmasBps = sigmas,
        Starts = new bool[count],
        Ready = new bool[count],
        LabelsBps = new float[count * Horizons.Length],
    };

    private static void Times(SampleSet set, int gapEvery)
    {
        long second = 1_700_000_000;
        var since = 0;
        for (var i = 0; i < set.Count; i++)
        {
            var gap = i == 0 || (gapEvery > 0 && i % gapEvery == 0);
            second += gap && i > 0 ? 600 : 1;
            since = gap ? 0 : since + 1;
            set.Times[i] = new Timestamp(second * Timestamp.NanosecondsPerSecond);
            set.Starts[i] = gap;
            set.Ready[i] = since >= WarmUp;
        }
    }

    private static void Labels(SampleSet set)
    {
        for (var i = 0; i < set.Count; i++)
        {
            for (var h = 0; h < Horizons.Length; h++)
            {
                var after = i + Horizons[h];
                set.LabelsBps[(i * Horizons.Length) + h] = after < set.Count && set.Times[after] - set.Times[i] == Horizons[h] * Timestamp.NanosecondsPerSecond
                    ? (float)(1e4 * Math.Log(set.Mids[after] / set.Mids[i]))
                    : float.NaN;
            }
        }
    }

    private static float Return(SampleSet set, int row, int seconds)
    {
        var before = row - seconds;
        return before >= 0 && set.Times[row] - set.Times[before] == seconds * Timestamp.NanosecondsPerSecond
            ? (float)(1e4 * Math.Log(set.Mids[row] / set.Mids[before]) / PredictionLayout.ScaleBps(set.SigmasBps[row], seconds))
            : 0;
    }
}
