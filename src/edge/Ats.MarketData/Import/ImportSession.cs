using Ats.Domain;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Import;

/// <summary>One file being read: its options, the segments it fills, and what is to be said about it.</summary>
internal sealed class ImportSession(string file, ImportOptions options)
{
    private readonly List<SegmentBuilder> _segments = [];

    public string File { get; } = file;

    public ImportOptions Options { get; } = options;

    public string Format { get; set; } = "";

    public IReadOnlyList<SegmentBuilder> Segments => _segments;

    /// <summary>Rows left out because they were bad.</summary>
    public long BadRows { get; private set; }

    /// <summary>Plain sentences for the manifest: assumptions and corrections.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The segment of an instrument, kind and interval; made when first asked for.</summary>
    public SegmentBuilder Segment(InstrumentId instrument, MarketEventKind kind, int intervalMilliseconds = 0)
    {
        foreach (var segment in _segments)
        {
            if (segment.Kind == kind && segment.IntervalMilliseconds == intervalMilliseconds && segment.Instrument == instrument) return segment;
        }

        var made = new SegmentBuilder(instrument, kind, intervalMilliseconds, Options.Cancellation);
        _segments.Add(made);
        return made;
    }

    /// <summary>Refuses the file, or counts the row when bad rows are to be skipped.</summary>
    public void BadRow(long row, string reason)
    {
        if (!Options.SkipBadRows) throw new MarketDataException(File, row, $"{reason}. Correct the row, or leave bad rows out with --skip-bad-rows.");
        BadRows++;
    }

    public MarketDataException Refuse(string reason) => new(File, reason);

    /// <summary>The instrument as given, else as the data says, else from the file's name.</summary>
    public InstrumentId Identify(SourceText source, InstrumentId? fromData)
    {
        if (Options.Instrument is { } given)
        {
            if (fromData is { } other && other.Symbol != given.Symbol) Notes.Add($"taken as {given} as asked, though the data or its name says {other.Symbol}");
            return given;
        }

        if (fromData is { } told) return told;
        if (InstrumentNaming.FromFileName(source.FileName) is { } named) return named;
        var assumed = InstrumentNaming.Unknown(source.FileName);
        Notes.Add($"neither the data nor the file name tells the instrument: assumed {assumed}, quoted in USD (say --instrument exchange:kind:SYMBOL)");
        return assumed;
    }
}
