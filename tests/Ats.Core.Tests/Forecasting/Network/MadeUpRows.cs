using Ats.Domain;
using Ats.Forecasting.Network;

namespace Ats.Core.Tests.Forecasting.Network;

internal static class MadeUpRows
{
    /// <summary>Random rows and outcomes with starts, rows not ready and outcomes not known among them.</summary>
    public static LstmRows Noise(int count, int features, int horizons, ulong seed)
    {
        var rng = new Rng(seed);
        var inputs = Enumerable.Range(0, count * features).Select(_ => (float)rng.NextNormal()).ToArray();
        var targets = Enumerable.Range(0, count * horizons).Select(_ => rng.Next(10) == 0 ? float.NaN : (float)(2 * rng.NextNormal())).ToArray();
        var starts = Enumerable.Range(0, count).Select(i => i == 0 || rng.Next(9) == 0).ToArray();
        var ready = Enumerable.Range(0, count).Select(_ => rng.Next(6) != 0).ToArray();
        return new LstmRows(features, horizons, inputs, targets, starts, ready);
    }
}
