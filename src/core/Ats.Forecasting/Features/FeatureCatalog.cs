using System.Collections.Frozen;

namespace Ats.Forecasting.Features;

/// <summary>Every feature by name, one line each. A name stands for one definition for ever: what is computed otherwise is named otherwise.</summary>
internal static class FeatureCatalog
{
    private static readonly FrozenDictionary<string, Func<FeatureFrame, double>> Features = new Dictionary<string, Func<FeatureFrame, double>>
    {
        ["return-1s"] = f => f.Price.Return(1),
        ["return-5s"] = f => f.Price.Return(5),
        ["return-15s"] = f => f.Price.Return(15),
        ["return-60s"] = f => f.Price.Return(60),
        ["return-300s"] = f => f.Price.Return(PriceMemory.LongestSeconds),
        ["volatility-15s"] = f => Math.Log(f.Price.FastDeviation),
        ["volatility-60s"] = f => Math.Log(f.Price.MiddleDeviation),
        ["volatility-300s"] = f => Math.Log(f.Price.SlowDeviation),
        ["volatility-share-15s-300s"] = f => f.Price.FastDeviation / (f.Price.FastDeviation + f.Price.SlowDeviation),
        ["spread"] = f => Math.Log(f.SpreadTicks),
        ["imbalance-1"] = f => f.Touch.Imbalance,
        ["imbalance-3"] = f => f.Depth.Imbalance3,
        ["imbalance-5"] = f => f.Depth.Imbalance5,
        ["imbalance-10"] = f => f.Depth.Imbalance10,
        ["imbalance-11-25"] = f => f.Depth.ImbalanceDeep,
        ["lean-5s"] = f => f.Lean.Mean5,
        ["lean-15s"] = f => f.Lean.Mean15,
        ["lean-60s"] = f => f.Lean.Mean60,
        ["steepness-12"] = f => f.Depth.Steepness,
        ["steepness-12-60s"] = f => f.Depth.Steepness60,
        ["microprice"] = f => f.Distance(f.Microprice, 1),
        ["order-flow-1s"] = f => Math.Asinh(f.Touch.Flow1),
        ["order-flow-5s"] = f => Math.Asinh(f.Touch.Flow5),
        ["order-flow-15s"] = f => Math.Asinh(f.Touch.Flow15),
        ["order-flow-5-5s"] = f => Math.Asinh(f.Depth.Flow5),
        ["trade-flow-1s"] = f => f.Trades.Flow1,
        ["trade-flow-5s"] = f => f.Trades.Flow5,
        ["trade-flow-15s"] = f => f.Trades.Flow15,
        ["trade-rate-15s"] = f => Math.Log(0.1 + f.Trades.Rate15),
        ["trade-rate-60s"] = f => Math.Log(0.1 + f.Trades.Rate60),
        ["vwap-60s"] = f => f.Distance(f.Trades.Vwap60, 60),
        ["last"] = f => f.Distance(f.Trades.Last, 1),
        ["day-sin"] = f => Math.Sin(2 * Math.PI * f.Day),
        ["day-cos"] = f => Math.Cos(2 * Math.PI * f.Day),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A name is not known: the schema is of another version.</exception>
    public static Func<FeatureFrame, double>[] Resolve(FeatureSchema schema) => schema.Names.Select(name => Features.TryGetValue(name, out var feature)
        ? feature
        : throw new ArgumentException($"Feature '{name}' is not known to this version.", nameof(schema))).ToArray();
}
