namespace Ats.MarketData;

/// <summary>What data can be written out as.</summary>
public enum ExportFormat
{
    Csv,
    Parquet,
}
