namespace Ats.MarketData.Export;

/// <summary>How a column is written: Parquet int64, decimal(38,10), decimal(38,8), string, boolean; CSV plain text.</summary>
internal enum ExportType
{
    Integer,
    Price,
    Quantity,
    Side,
    Flag,
    Text,
}
