namespace Ats.Forecasting.Network;

/// <summary>Which features change sign when the market is mirrored: bids become asks, buyers sellers, rises falls.</summary>
internal static class FeatureMirror
{
    private static readonly string[] Directed = ["return-", "imbalance-", "lean-", "order-flow-", "trade-flow-", "microprice", "vwap-", "last"];

    /// <summary>-1 for features with a direction, by name; +1 for the others (volatility, spread, steepness, pace, time of day).</summary>
    public static float[] Signs(FeatureSchema schema) =>
        [.. schema.Names.Select(name => Directed.Any(d => name.StartsWith(d, StringComparison.Ordinal)) ? -1f : 1f)];
}
