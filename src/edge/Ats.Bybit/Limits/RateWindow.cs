namespace Ats.Bybit.Limits;

/// <summary>A rolling window: at most so many in so long. Times in ticks of 100 ns on any steady clock.</summary>
internal sealed class RateWindow(int capacity, long span)
{
    private readonly Queue<(long At, int Cost)> _taken = [];
    private int _used;

    public int Capacity { get; set; } = capacity;

    /// <summary>Nothing before this moment, whatever the window says.</summary>
    public long BlockedUntil { get; set; } = long.MinValue;

    public int Left(long now)
    {
        Expire(now);
        return now < BlockedUntil ? 0 : Math.Max(0, Capacity - _used);
    }

    /// <summary>When <paramref name="cost"/> fit with <paramref name="reserve"/> left for others: now, or a later moment.</summary>
    public long FreeAt(long now, int cost, int reserve)
    {
        Expire(now);
        var room = Math.Max(1, Capacity - reserve);
        var over = _used + Math.Min(cost, room) - room;
        var free = now;
        foreach (var (at, taken) in _taken)
        {
            if (over <= 0) break;
            over -= taken;
            free = at + span;
        }

        return Math.Max(free, BlockedUntil);
    }

    public void Take(long now, int cost)
    {
        _taken.Enqueue((now, cost));
        _used += cost;
    }

    private void Expire(long now)
    {
        while (_taken.TryPeek(out var first) && first.At + span <= now)
        {
            _taken.Dequeue();
            _used -= first.Cost;
        }
    }
}
