using Ats.Domain;

namespace Ats.Benchmarks;

/// <summary>Events from memory.</summary>
internal sealed class ArraySource(MarketEvent[] events) : IMarketEventSource
{
    private int _next;

    public int Read(Span<MarketEvent> buffer)
    {
        var count = Math.Min(buffer.Length, events.Length - _next);
        events.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }
}
