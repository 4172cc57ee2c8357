using Ats.Domain;

namespace Ats.MarketData;

/// <summary>One source after the other.</summary>
internal sealed class ConcatenatedSource(IReadOnlyList<IMarketEventSource> sources) : IMarketEventSource
{
    private int _current;

    public int Read(Span<MarketEvent> buffer)
    {
        var written = 0;
        while (_current < sources.Count && written < buffer.Length)
        {
            var read = sources[_current].Read(buffer[written..]);
            if (read == 0) _current++;
            written += read;
        }

        return written;
    }
}
