using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>Conditional orders of one source and direction, sorted so that the next to wake is last.</summary>
internal sealed class TriggerQueue(TriggerKind kind)
{
    /// <summary>Falling prices wake the highest trigger first, rising ones the lowest: price ^ mask sorts the next to wake last.</summary>
    private readonly long _mask = kind == TriggerKind.RisesTo ? -1 : 0;

    private (long Key, long Age, int Slot)[] _waiting = new (long, long, int)[16];
    private int _count;

    public void Add(long price, long priority, int slot)
    {
        if (_count == _waiting.Length) Array.Resize(ref _waiting, _count * 2);
        var index = IndexOf(price, priority);
        Array.Copy(_waiting, index, _waiting, index + 1, _count - index);
        _waiting[index] = (price ^ _mask, -priority, slot);
        _count++;
    }

    public void Remove(long price, long priority)
    {
        var index = IndexOf(price, priority);
        _count--;
        Array.Copy(_waiting, index + 1, _waiting, index, _count - index);
    }

    /// <summary>Takes out the next order whose trigger a range of prices has reached; zero when there is none.</summary>
    public int Pop(long low, long high)
    {
        if (_count == 0) return 0;
        var trigger = _waiting[_count - 1].Key ^ _mask;
        var reached = kind == TriggerKind.RisesTo ? high >= trigger : low <= trigger;
        return reached ? _waiting[--_count].Slot : 0;
    }

    private int IndexOf(long price, long priority)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var (key, age, _) = _waiting[middle];
            if (key < (price ^ _mask) || (key == (price ^ _mask) && age < -priority)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
