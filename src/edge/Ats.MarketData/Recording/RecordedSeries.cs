using Ats.Domain;
using Ats.MarketData.Import;

namespace Ats.MarketData.Recording;

/// <summary>Rows of one instrument and kind since the last commit, with what is to be said about them.</summary>
internal sealed class RecordedSeries(InstrumentId instrument, MarketEventKind kind)
{
    private const int MostNotes = 20;
    private SegmentBuilder _rows = new(instrument, kind, 0, CancellationToken.None);
    private List<string> _notes = [];
    private long _breaks;

    public InstrumentId Instrument { get; } = instrument;

    public MarketEventKind Kind { get; } = kind;

    public void Add(in MarketEvent market) => _rows.Add(in market);

    /// <summary>Something is missing from here on.</summary>
    public void Break() => _breaks++;

    public void Note(string text)
    {
        if (_notes.Count < MostNotes) _notes.Add(text);
        else _notes[^1] = "more interruptions than are listed here";
    }

    /// <summary>Takes the rows out; null while there are none (notes and breaks then wait for the next).</summary>
    public TakenRows? Take()
    {
        if (_rows.Rows == 0) return null;
        _rows.SequenceBreaks = _breaks;
        var taken = new TakenRows(_rows, _notes);
        (_rows, _notes, _breaks) = (new SegmentBuilder(Instrument, Kind, 0, CancellationToken.None), [], 0);
        return taken;
    }

    /// <summary>What waits to be said after the last row of all.</summary>
    public (long Breaks, IReadOnlyList<string> Notes) Remarks => (_breaks, _notes);
}
