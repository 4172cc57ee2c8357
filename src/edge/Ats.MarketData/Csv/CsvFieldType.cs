namespace Ats.MarketData.Csv;

internal enum CsvFieldType
{
    /// <summary>A decimal number, or a time as a number.</summary>
    Number,

    /// <summary>ISO-8601 date and time, with T or a space, with or without fraction and zone; no zone = UTC.</summary>
    IsoTime,

    /// <summary>buy or sell (any case; b and s too): the taker's side.</summary>
    Side,

    /// <summary>true, True, 1: the buyer was the maker, so the taker sold.</summary>
    BuyerIsMaker,

    /// <summary>1 or true: an ask level.</summary>
    IsAsk,

    /// <summary>1 or 0 (true, false): the bit of the flags that <see cref="CsvField.Decimals"/> holds.</summary>
    FlagBit,

    /// <summary>A number if it is one, else the 63-bit hash of the text (UUIDs).</summary>
    Id,

    /// <summary>The symbol: the same in every row.</summary>
    Symbol,
}
