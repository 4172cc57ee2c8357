using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ats.Simulation.Matching;

/// <summary>
/// Slots by order id: open addressing with linear probing at most half full; an entry is 32 bits of the id's hash and the slot, so a probe
/// reads an order only when the hash agrees. Removal shifts back, leaving no tombstones.
/// </summary>
internal sealed class OrderIndex
{
    private ulong[] _entries;
    private int _mask;
    private int _shift;
    private int _count;

    public OrderIndex(int capacity)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity * 2, 16));
        _entries = new ulong[size];
        Measure();
    }

    /// <summary>The slot of an id, zero when there is none.</summary>
    public int Find(long id, OrderSlot[] slots)
    {
        var hash = Hash(id);
        var entries = _entries;
        for (var at = (int)(hash >> _shift); ; at = (at + 1) & _mask)
        {
            var entry = entries[at];
            if (entry == 0) return 0;
            if ((uint)(entry >> 32) == hash && slots[(int)(uint)entry].Id == id) return (int)(uint)entry;
        }
    }

    /// <summary>Adds an id that is not there.</summary>
    public void Add(long id, int slot)
    {
        if (++_count > _entries.Length / 2) Grow();
        Insert(((ulong)Hash(id) << 32) | (uint)slot);
    }

    /// <summary>Removes an id that is there.</summary>
    public void Remove(long id, int slot)
    {
        var hash = Hash(id);
        var gone = ((ulong)hash << 32) | (uint)slot;
        var entries = _entries;
        var hole = (int)(hash >> _shift);
        while (entries[hole] != gone) hole = (hole + 1) & _mask;
        _count--;
        for (var at = (hole + 1) & _mask; entries[at] != 0; at = (at + 1) & _mask)
        {
            var home = (int)((uint)(entries[at] >> 32) >> _shift);
            if (((at - home) & _mask) < ((at - hole) & _mask)) continue;
            entries[hole] = entries[at];
            hole = at;
        }

        entries[hole] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(long id) => (uint)(((ulong)id * 0x9E3779B97F4A7C15UL) >> 32);

    private void Insert(ulong entry)
    {
        var at = (int)((uint)(entry >> 32) >> _shift);
        while (_entries[at] != 0) at = (at + 1) & _mask;
        _entries[at] = entry;
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new ulong[old.Length * 2];
        Measure();
        foreach (var entry in old)
        {
            if (entry != 0) Insert(entry);
        }
    }

    private void Measure()
    {
        _mask = _entries.Length - 1;
        _shift = 32 - BitOperations.Log2((uint)_entries.Length);
    }
}
