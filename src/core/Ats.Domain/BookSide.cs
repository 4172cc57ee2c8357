using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ats.Domain;

/// <summary>
/// One side of an L2 book: a sorted array, best level first, with room at both ends so that a change moves the shorter part.
/// Changes cluster at the touch, so a search looks at the few best levels first and bisects the rest.
/// No allocation once the array has grown to the book's size (it doubles).
/// </summary>
internal sealed class BookSide
{
    private const int NearLevels = 8;

    /// <summary>0 for bids, -1 for asks: price ^ mask is a key that is larger for a better price on either side.</summary>
    private readonly long _mask;

    private BookLevel[] _levels;
    private int _start;
    private int _count;

    public BookSide(Side side, int capacity)
    {
        _mask = side == Side.Buy ? 0 : -1;
        _levels = new BookLevel[Math.Max(capacity, 16)];
        _start = _levels.Length / 2;
    }

    public int Count => _count;

    public ReadOnlySpan<BookLevel> Levels => new(_levels, _start, _count);

    public BookLevel Best => _count == 0 ? default : _levels[_start];

    public void Clear()
    {
        _start = _levels.Length / 2;
        _count = 0;
    }

    /// <summary>Sets the total quantity at a price; zero or less removes the level.</summary>
    public void Set(long price, long quantity)
    {
        var index = Find(price);
        if (index < _count && At(index).Price.Raw == price)
        {
            if (quantity > 0) At(index) = new BookLevel(new Price(price), new Quantity(quantity));
            else Remove(index);
        }
        else if (quantity > 0)
        {
            Insert(index, new BookLevel(new Price(price), new Quantity(quantity)));
        }
    }

    public long QuantityAt(long price)
    {
        var index = Find(price);
        return index < _count && At(index).Price.Raw == price ? At(index).Quantity.Raw : 0;
    }

    /// <summary>Removes the <paramref name="count"/> best levels.</summary>
    public void RemoveBest(int count)
    {
        _start += count;
        _count -= count;
    }

    /// <summary>How many levels are strictly better than the price: where it stands or would be inserted.</summary>
    public int Find(long price)
    {
        var key = price ^ _mask;
        var near = Math.Min(_count, NearLevels);
        for (var i = 0; i < near; i++)
        {
            if ((At(i).Price.Raw ^ _mask) <= key) return i;
        }

        return near == _count ? near : Bisect(key, near);
    }

    private int Bisect(long key, int low)
    {
        var length = _count - low;
        while (length > 0)
        {
            var half = length >> 1;
            var better = (At(low + half).Price.Raw ^ _mask) > key;
            low = better ? low + half + 1 : low;
            length = better ? length - half - 1 : half;
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref BookLevel At(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_levels), _start + index);

    private void Remove(int index)
    {
        if (index < _count / 2)
        {
            Array.Copy(_levels, _start, _levels, _start + 1, index);
            _start++;
        }
        else
        {
            Array.Copy(_levels, _start + index + 1, _levels, _start + index, _count - index - 1);
        }

        _count--;
    }

    private void Insert(int index, BookLevel level)
    {
        var atFront = index <= _count / 2;
        if (atFront ? _start == 0 : _start + _count == _levels.Length) MakeRoom();
        if (atFront)
        {
            Array.Copy(_levels, _start, _levels, _start - 1, index);
            _start--;
        }
        else
        {
            Array.Copy(_levels, _start + index, _levels, _start + index + 1, _count - index);
        }

        _count++;
        At(index) = level;
    }

    /// <summary>Centres the levels, in an array twice as long when they fill more than half of it.</summary>
    private void MakeRoom()
    {
        var into = _count > _levels.Length / 2 ? new BookLevel[_levels.Length * 2] : _levels;
        var start = (into.Length - _count) / 2;
        Array.Copy(_levels, _start, into, start, _count);
        _levels = into;
        _start = start;
    }
}
