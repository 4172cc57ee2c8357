using Ats.Domain;

namespace Ats.Forecasting.Features;

/// <summary>The schemas by what a data set has.</summary>
public static class FeatureSchemas
{
    /// <summary>Rows after a start before a prediction counts.</summary>
    public const int WarmUpSeconds = 30;

    /// <summary>The least silence of quotes that is stale.</summary>
    public const long LeastStaleNanoseconds = 2 * Timestamp.NanosecondsPerSecond;

    /// <summary>The least where there are trades alone: they pause by chance, which a feed of quotes does not.</summary>
    public const long LeastStaleTradesNanoseconds = 10 * Timestamp.NanosecondsPerSecond;

    private static readonly string[] Price =
        ["return-1s", "return-5s", "return-15s", "return-60s", "return-300s", "volatility-15s", "volatility-60s", "volatility-300s", "volatility-share-15s-300s"];

    private static readonly string[] Depth =
        ["imbalance-3", "imbalance-5", "imbalance-10", "imbalance-11-25", "steepness-12", "steepness-12-60s", "order-flow-5-5s"];

    private static readonly string[] Sizes = ["microprice", "order-flow-1s", "order-flow-5s", "order-flow-15s"];

    private static readonly string[] Trading = ["trade-flow-1s", "trade-flow-5s", "trade-flow-15s", "trade-rate-60s", "vwap-60s"];

    private static readonly string[] Day = ["day-sin", "day-cos"];

    /// <summary>An L2 book and trades: 32 features.</summary>
    public static FeatureSchema Book(long staleNanoseconds = LeastStaleNanoseconds, bool hasTrades = true) =>
        New([.. Price, "spread", "imbalance-1", "lean-5s", "lean-15s", .. Depth, .. Sizes, .. hasTrades ? [.. Trading, "last"] : Array.Empty<string>(), .. Day], true, true, staleNanoseconds);

    /// <summary>Best bid and ask.</summary>
    /// <param name="staleNanoseconds">Silence that ends a stream.</param>
    /// <param name="hasTrades">Trades are there as well.</param>
    /// <param name="aggregatedSizes">Sizes are sums over many levels: imbalance means something, what a best level's size tells does not.</param>
    public static FeatureSchema Quotes(long staleNanoseconds = LeastStaleNanoseconds, bool hasTrades = true, bool aggregatedSizes = false) =>
        New([.. Price, "spread", "imbalance-1", "lean-5s", "lean-15s", "lean-60s", .. aggregatedSizes ? [] : Sizes, .. hasTrades ? [.. Trading, "last"] : Array.Empty<string>(), .. Day], false, true, staleNanoseconds);

    /// <summary>Trades alone: the last one stands for the mid.</summary>
    public static FeatureSchema Trades(long staleNanoseconds = LeastStaleTradesNanoseconds) => New([.. Price, .. Trading, "trade-rate-15s", .. Day], false, false, staleNanoseconds);

    /// <summary>What fits a data set: book before quotes before trades; stale is three median intervals of its updates in whole seconds, and at least the least.</summary>
    /// <exception cref="ArgumentException">There is neither book nor quote nor trade.</exception>
    public static FeatureSchema For(in FeatureSurvey survey)
    {
        var stale = (survey.MedianUpdateNanoseconds * 3 + Timestamp.NanosecondsPerSecond - 1) / Timestamp.NanosecondsPerSecond * Timestamp.NanosecondsPerSecond;
        if (survey.BookMessages > 0) return Book(Math.Max(stale, LeastStaleNanoseconds), survey.Trades > 0);
        if (survey.Quotes > 0) return Quotes(Math.Max(stale, LeastStaleNanoseconds), survey.Trades > 0, survey.AggregatedSizes);
        if (survey.Trades > 0) return Trades(Math.Max(stale, LeastStaleTradesNanoseconds));
        throw new ArgumentException("The data has neither book nor quotes nor trades of this instrument: nothing to make features from.", nameof(survey));
    }

    private static FeatureSchema New(string[] names, bool hasBook, bool hasQuotes, long staleNanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(staleNanoseconds, Timestamp.NanosecondsPerSecond);
        return new FeatureSchema(names, hasBook, hasQuotes, WarmUpSeconds, staleNanoseconds);
    }
}
