using System.Numerics;
using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>
/// The price levels of one side. Prices are keys, tick for bids and ~tick for asks, so that larger is better on both sides. The levels of
/// a window of keys around the touch stand in a ring indexed by key, with a two-storey bitmap of the occupied ones; worse ones wait in
/// <see cref="FarLevels"/>. The best level is always in the window: when it would leave, the window moves so that the best stands at
/// three quarters of it, which a price must earn by travelling a quarter of the window.
/// </summary>
internal sealed class PriceLadder
{
    private readonly long _keyMask;
    private readonly int _ringMask;
    private readonly PriceLevel[] _ring;
    private readonly ulong[] _occupied;
    private readonly ulong[] _summary;
    private readonly FarLevels _far = new();
    private long _floor;
    private long _best;
    private int _near;

    /// <param name="side">Which side of the book.</param>
    /// <param name="windowTicks">Length of the window; a power of two, at least 4096.</param>
    public PriceLadder(Side side, int windowTicks)
    {
        if (windowTicks < 4096 || !BitOperations.IsPow2(windowTicks)) throw new ArgumentOutOfRangeException(nameof(windowTicks));
        _keyMask = KeyMask(side);
        _ringMask = windowTicks - 1;
        _ring = new PriceLevel[windowTicks];
        _occupied = new ulong[windowTicks / 64];
        _summary = new ulong[windowTicks / 4096];
    }

    public bool IsEmpty => _near == 0;

    /// <summary>Key of the best level; meaningless when the side is empty.</summary>
    public long BestKey => _best;

    public ref PriceLevel Best => ref _ring[(int)_best & _ringMask];

    public static long KeyMask(Side side) => -(long)side;

    /// <summary>The level of a key that is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref PriceLevel Find(long key)
    {
        if (InWindow(key)) return ref _ring[(int)key & _ringMask];
        return ref _far.Find(key);
    }

    /// <summary>The level of a key; empty when it is new, to be filled by the caller at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref PriceLevel FindOrAdd(long key)
    {
        if (!InWindow(key) || _near == 0)
        {
            if (!MakeRoom(key)) return ref _far.FindOrAdd(key);
        }

        var at = (int)key & _ringMask;
        ref var level = ref _ring[at];
        if (level.First == 0) Occupy(key, at);
        return ref level;
    }

    /// <summary>Removes a level that has become empty.</summary>
    public void Remove(long key)
    {
        if (!InWindow(key))
        {
            _far.Remove(key);
            return;
        }

        Vacate((int)key & _ringMask);
        if (key != _best) return;
        if (_near > 0) _best = NextWorse(key);
        else if (_far.Count > 0) MoveWindow(_far.BestKey);
    }

    /// <summary>The key of the level next worse than one; false when that is the last.</summary>
    public bool TryNextWorse(long key, out long worse)
    {
        worse = key;
        if (InWindow(key))
        {
            var next = NextWorse(key);
            if (next < key && InWindow(next)) worse = next;
            else if (_far.Count > 0) worse = _far.BestKey;
        }
        else
        {
            _far.TryNextWorse(key, ref worse);
        }

        return worse < key;
    }

    /// <summary>Copies the best levels, best first; returns how many.</summary>
    public int CopyTo(Span<BookLevel> into, long tickSize)
    {
        if (IsEmpty) return 0;
        var count = 0;
        for (var (key, more) = (_best, true); more && count < into.Length; more = TryNextWorse(key, out key))
            into[count++] = new BookLevel(new Price((key ^ _keyMask) * tickSize), new Quantity(Find(key).Quantity));
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool InWindow(long key) => (ulong)(key - _floor) <= (ulong)_ringMask;

    private void Occupy(long key, int at)
    {
        if (_near++ == 0 || key > _best) _best = key;
        _occupied[at >> 6] |= 1UL << at;
        _summary[at >> 12] |= 1UL << (at >> 6);
    }

    private void Vacate(int at)
    {
        _near--;
        ref var word = ref _occupied[at >> 6];
        word &= ~(1UL << at);
        if (word == 0) _summary[at >> 12] &= ~(1UL << (at >> 6));
    }

    /// <summary>Brings the key into the window if it belongs near the touch; false when it belongs to the far levels.</summary>
    private bool MakeRoom(long key)
    {
        // An empty window means an empty side: the best level is always near.
        if (_near == 0) _floor = key - FloorBelow;
        else if (key > _best) MoveWindow(key);
        else if (_best - key < FloorBelow / 2) MoveWindow(_best);
        return InWindow(key);
    }

    private long FloorBelow => (_ringMask + 1L) / 4 * 3;

    /// <summary>Sets the window around a new best key (which may not be occupied yet): levels below go far, far ones above come near.</summary>
    private void MoveWindow(long best)
    {
        var floor = best - FloorBelow;
        if (floor > _floor) SendFar(floor);
        _floor = floor;
        while (_far.Count > 0 && _far.BestKey >= floor)
        {
            var key = _far.BestKey;
            var at = (int)key & _ringMask;
            _ring[at] = _far.Pop();
            Occupy(key, at);
        }
    }

    /// <summary>Moves the levels below a floor to the far ones, which are all worse than they.</summary>
    private void SendFar(long floor)
    {
        var farCount = _far.Count;
        var key = _best;
        for (var left = _near; left > 0; left--)
        {
            var next = left > 1 ? NextWorse(key) : key;
            if (key < floor)
            {
                var at = (int)key & _ringMask;
                _far.Append(key, _ring[at]);
                _ring[at] = default;
                Vacate(at);
            }

            key = next;
        }

        _far.ReverseFrom(farCount);
    }

    /// <summary>Key of the best level worse than this one; when the window holds none, going round the ring leads to a key below the window.</summary>
    private long NextWorse(long key)
    {
        var from = (int)(key - 1) & _ringMask;
        var at = HighestUpTo(from);
        if (at < 0) at = HighestUpTo(_ringMask);
        return key - 1 - ((from - at) & _ringMask);
    }

    private int HighestUpTo(int at)
    {
        var word = at >> 6;
        var bits = _occupied[word] & (ulong.MaxValue >> (63 - (at & 63)));
        if (bits != 0) return (word << 6) | BitOperations.Log2(bits);
        var storey = word >> 6;
        bits = _summary[storey] & ((1UL << word) - 1);
        while (bits == 0)
        {
            if (--storey < 0) return -1;
            bits = _summary[storey];
        }

        word = (storey << 6) | BitOperations.Log2(bits);
        return (word << 6) | BitOperations.Log2(_occupied[word]);
    }
}
