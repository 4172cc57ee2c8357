namespace Ats.MarketData.Tapes;

/// <summary>How one column of one chunk is stored. Chosen from the content alone, so equal data gives equal bytes and hashes.</summary>
internal enum ColumnEncoding : byte
{
    /// <summary>All rows hold one value, kept in the index.</summary>
    Constant,

    /// <summary>One little-endian int64 (flags: byte) a row.</summary>
    Plain,

    /// <summary>Receive time only: equal to the exchange time in every row.</summary>
    SameAsExchange,
}
