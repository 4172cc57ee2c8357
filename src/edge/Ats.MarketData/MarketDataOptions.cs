using Ats.Domain;

namespace Ats.MarketData;

/// <summary>What to open: how to read a raw file, and which part of the data to use. Empty lists mean all.</summary>
public sealed record MarketDataOptions
{
    /// <summary>For a raw file; ignored for a data directory.</summary>
    public ImportOptions Import { get; init; } = ImportOptions.Default;

    /// <summary>Only these instruments (exchange:kind:symbol).</summary>
    public IReadOnlyList<InstrumentId> Instruments { get; init; } = [];

    /// <summary>Only these kinds.</summary>
    public IReadOnlyList<MarketEventKind> Kinds { get; init; } = [];

    /// <summary>Only bars of this interval; other kinds are not touched.</summary>
    public BarInterval? Interval { get; init; }
}
