using System.Runtime.InteropServices;
using Ats.Domain;

namespace Ats.MarketData;

/// <summary>
/// Merges ordered sources into one stream by receive time. Events of one receive time come in the order of the sources given,
/// so the result does not depend on buffer sizes or timing. Memory: one buffer a source.
/// </summary>
public sealed class MergedSource : IMarketEventSource
{
    private const int BufferSize = 1024;
    private readonly IMarketEventSource[] _sources;
    private readonly MarketEvent[][] _buffers;
    private readonly int[] _next;
    private readonly int[] _filled;
    private int _live;

    /// <summary>Indices of the sources that have events left, in source order.</summary>
    private readonly int[] _open;

    public MergedSource(IReadOnlyList<IMarketEventSource> sources)
    {
        _sources = [.. sources];
        _buffers = [.. sources.Select(_ => new MarketEvent[BufferSize])];
        _next = new int[sources.Count];
        _filled = new int[sources.Count];
        _open = new int[sources.Count];
        for (var i = 0; i < sources.Count; i++)
        {
            if (Refill(i)) _open[_live++] = i;
        }
    }

    public int Read(Span<MarketEvent> buffer)
    {
        var written = 0;
        while (written < buffer.Length && _live > 0)
        {
            var (slot, limit, inclusive) = Earliest();
            var source = _open[slot];
            var take = Math.Min(RunLength(source, limit, inclusive), buffer.Length - written);
            _buffers[source].AsSpan(_next[source], take).CopyTo(buffer[written..]);
            written += take;
            _next[source] += take;
            if (_next[source] == _filled[source] && !Refill(source))
            {
                Array.Copy(_open, slot + 1, _open, slot, _live - slot - 1);
                _live--;
            }
        }

        return written;
    }

    /// <summary>The source to read from, up to which receive time, and whether that time still belongs to it.</summary>
    private (int Slot, long Limit, bool Inclusive) Earliest()
    {
        var slot = 0;
        var best = Head(0);
        var limit = long.MaxValue;
        var inclusive = true;
        for (var i = 1; i < _live; i++)
        {
            var head = Head(i);
            if (head < best)
            {
                // The source before comes first at its own head time: it precedes in order.
                limit = best;
                inclusive = false;
                slot = i;
                best = head;
            }
            else if (head < limit)
            {
                limit = head;
                inclusive = true;
            }
        }

        return (slot, limit, inclusive);
    }

    private long Head(int slot) => _buffers[_open[slot]][_next[_open[slot]]].ReceiveTime.Nanoseconds;

    private int RunLength(int source, long limit, bool inclusive)
    {
        var events = _buffers[source].AsSpan(_next[source], _filled[source] - _next[source]);
        var length = 1;
        if (inclusive)
        {
            while (length < events.Length && events[length].ReceiveTime.Nanoseconds <= limit) length++;
        }
        else
        {
            while (length < events.Length && events[length].ReceiveTime.Nanoseconds < limit) length++;
        }

        return length;
    }

    private bool Refill(int source)
    {
        _next[source] = 0;
        _filled[source] = _sources[source].Read(_buffers[source]);
        return _filled[source] > 0;
    }
}
