using Ats.Domain;

namespace Ats.Cli.Replays;

/// <summary>The market events of a journal as a source.</summary>
internal sealed class JournaledMarket(IEnumerable<JournalEntry> entries) : IMarketEventSource
{
    private readonly IEnumerator<JournalEntry> _entries = entries.GetEnumerator();

    public int Read(Span<MarketEvent> buffer)
    {
        var count = 0;
        while (count < buffer.Length && _entries.MoveNext()) buffer[count++] = (MarketEvent)_entries.Current.Fact;
        return count;
    }
}
