namespace Ats.Domain;

[Flags]
public enum MarketEventFlags : byte
{
    None = 0,

    /// <summary>Trade: the taker sold. Book level: an ask level. Unset means buy / bid.</summary>
    Sell = 1,

    /// <summary>Book level: clear the whole book first (first level of a snapshot).</summary>
    Clear = 2,

    /// <summary>Book level: last of its message; the book is consistent after it.</summary>
    Last = 4,

    /// <summary>Trade: the side was inferred by the tick rule, not told by the exchange.</summary>
    InferredSide = 8,

    /// <summary>Book level: belongs to a snapshot.</summary>
    Snapshot = 16,

    /// <summary>Quote: quantities are sums over many levels, not the best level's (so no size for fills).</summary>
    AggregatedSize = 32,

    /// <summary>Bar: history shown to warm strategies up before a live run; later bars are still built from trades.</summary>
    WarmUp = 64,
}
