using System.Text.Json.Serialization;
using Ats.Domain;

namespace Ats.MarketData;

/// <summary>What is known of one segment: events of one instrument, kind and interval from one source. Times are integer nanoseconds UTC.</summary>
public sealed record SegmentInfo
{
    /// <summary>exchange:kind:symbol.</summary>
    public required string Instrument { get; init; }

    public required MarketEventKind Kind { get; init; }

    /// <summary>Bars: length in milliseconds. Others: 0.</summary>
    public int IntervalMilliseconds { get; init; }

    /// <summary>Path of the tape under the data directory; null when the rows are only in memory.</summary>
    public string? File { get; init; }

    public long Rows { get; init; }

    public long FirstExchangeTimeNs { get; init; }

    public long LastExchangeTimeNs { get; init; }

    public long FirstReceiveTimeNs { get; init; }

    public long LastReceiveTimeNs { get; init; }

    public required GapSummary Gaps { get; init; }

    /// <summary>Rows equal to another row of the same receive time (trades with ids: repeated ids), beyond the first of each.</summary>
    public long Duplicates { get; init; }

    /// <summary>Duplicates left out, because a trade id or a bar's time proves them.</summary>
    public long DuplicatesDropped { get; init; }

    /// <summary>Rows of the source received earlier than the row before; they were sorted.</summary>
    public long OutOfOrder { get; init; }

    /// <summary>Bad rows left out (only with --skip-bad-rows), of the whole source.</summary>
    public long BadRows { get; init; }

    /// <summary>Rows left out because the exchange's sequence numbers prove them older than the snapshot.</summary>
    public long StaleRows { get; init; }

    /// <summary>Trade messages with neither price nor quantity (Binance futures send some), left out.</summary>
    public long EmptyTrades { get; init; }

    /// <summary>Values with more decimals than the fixed point holds (price ten, quantity eight), rounded half away from zero.</summary>
    public long RoundedValues { get; init; }

    /// <summary>Breaks in the exchange's sequence numbers: messages that are missing.</summary>
    public long SequenceBreaks { get; init; }

    /// <summary>Rows received before they happened: the clocks differ.</summary>
    public long ReceivedBeforeExchange { get; init; }

    /// <summary>Greatest common divisor of all prices, in raw units (1e-10): the assumed tick.</summary>
    public long TickRaw { get; init; }

    /// <summary>Greatest common divisor of all quantities, in raw units (1e-8): the assumed lot.</summary>
    public long LotRaw { get; init; }

    /// <summary>Name of the format it was read with.</summary>
    public required string Format { get; init; }

    /// <summary>Source file name, without directories.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the source file; null for a file opened raw.</summary>
    public string? SourceSha256 { get; init; }

    /// <summary>Hash of the rows (XxHash3-128, hex), whatever file they lie in.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Assumptions and corrections, in plain sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    [JsonIgnore]
    public InstrumentId InstrumentId => InstrumentId.Parse(Instrument);

    [JsonIgnore]
    public BarInterval? Interval => IntervalMilliseconds > 0 ? new BarInterval(IntervalMilliseconds) : null;

    /// <summary>The kind with the interval: Bar 1m, Trade.</summary>
    [JsonIgnore]
    public string KindName => IntervalMilliseconds > 0 ? $"{Kind} {new BarInterval(IntervalMilliseconds)}" : Kind.ToString();
}
