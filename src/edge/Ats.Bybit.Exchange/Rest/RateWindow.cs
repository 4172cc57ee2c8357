namespace Ats.Bybit.Exchange.Rest;

/// <summary>A rolling window: at most so many units in any span of so many ms.</summary>
internal sealed class RateWindow(int limit, int spanMs = 1000)
{
    private readonly Queue<long> _taken = new();

    /// <summary>Takes units if there is room for all of them.</summary>
    public bool TryTake(long nowMs, int units, out RateState state)
    {
        while (_taken.TryPeek(out var oldest) && oldest <= nowMs - spanMs) _taken.Dequeue();
        var fits = _taken.Count + units <= limit;
        if (fits)
        {
            for (var i = 0; i < units; i++) _taken.Enqueue(nowMs);
        }

        state = new RateState(limit, limit - _taken.Count, fits || _taken.Count == 0 ? nowMs : _taken.Peek() + spanMs);
        return fits;
    }
}
