using Ats.Domain;

namespace Ats.MarketData.Csv;

/// <summary>How the lines of one CSV become events of one kind.</summary>
internal sealed record CsvLayout(MarketEventKind Kind, int Columns, IReadOnlyList<CsvField> Fields)
{
    public byte Separator { get; init; } = (byte)',';

    /// <summary>Lines before the first row.</summary>
    public int HeaderLines { get; init; }

    /// <summary>Bars: the times are opens and get the interval added.</summary>
    public bool OpenTimes { get; init; }

    /// <summary>Bars and quote bars: length in milliseconds; 0 = the smallest step between rows.</summary>
    public int IntervalMilliseconds { get; init; }

    /// <summary>Added to every time, in nanoseconds (LEAN: midnight, and the interval).</summary>
    public long TimeOffset { get; init; }

    /// <summary>Flags every row carries.</summary>
    public MarketEventFlags Flags { get; init; }

    /// <summary>Trades without a side: infer it with the tick rule.</summary>
    public bool InferSide { get; init; }

    /// <summary>Trades: rows with neither price nor quantity are the exchange's notices and no trades; they are counted and left out.</summary>
    public bool SkipEmptyTrades { get; init; }

    /// <summary>Book levels: the rows tell every flag themselves (ATS's own export); else the last level of each message is found by its update id.</summary>
    public bool FlagsTold { get; init; }

    /// <summary>A sign on the quantity is the taker's side.</summary>
    public bool SignedQuantity { get; init; }
}
