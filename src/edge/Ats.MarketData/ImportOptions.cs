using Ats.Domain;

namespace Ats.MarketData;

/// <summary>How to read a raw file, where its content does not say. Everything may be left out.</summary>
public sealed record ImportOptions
{
    /// <summary>A format's name (see <c>ats data formats</c>) or a column mapping, <c>csv:time=0,price=2,quantity=1</c>; null = recognised from the content.</summary>
    public string? Format { get; init; }

    /// <summary>Null = from the data, else from the file name.</summary>
    public InstrumentId? Instrument { get; init; }

    /// <summary>Bars: their interval; null = the smallest step between rows.</summary>
    public BarInterval? Interval { get; init; }

    /// <summary>Leave out rows that cannot be read or break a rule (and count them) instead of refusing the file.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>Gives up: the directory stays as it was.</summary>
    public CancellationToken Cancellation { get; init; }

    public static ImportOptions Default { get; } = new();
}
