namespace Ats.MarketData;

/// <summary>Data that cannot be used: one line that names the file, the row where known (1 = first line of the text), what is wrong and what to do.</summary>
public sealed class MarketDataException : Exception
{
    public MarketDataException(string file, long row, string reason, Exception? inner = null)
        : base(row > 0 ? $"{file} row {row}: {reason}" : $"{file}: {reason}", inner)
    {
        File = file;
        Row = row;
        Reason = reason;
    }

    public MarketDataException(string file, string reason, Exception? inner = null)
        : this(file, 0, reason, inner)
    {
    }

    public string File { get; }

    /// <summary>Line of the text, counted from 1; 0 = not about one row.</summary>
    public long Row { get; }

    /// <summary>What is wrong and what to do, without the place.</summary>
    public string Reason { get; }
}
