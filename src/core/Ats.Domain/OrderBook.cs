namespace Ats.Domain;

/// <summary>
/// The L2 book of one instrument, kept from <see cref="MarketEventKind.BookLevel"/> events; levels are absolute quantities.
/// <para>
/// A message of the exchange is atomic: between its levels the book may be crossed, so crossing is judged at
/// <see cref="MarketEventFlags.Last"/> only. A book still crossed (bid ≥ ask) there holds stale levels whose removal was lost; the
/// newest word wins: the levels standing against the side whose level crossed last are removed, and counted in <see cref="StaleLevelsRemoved"/>.
/// </para>
/// </summary>
public sealed class OrderBook
{
    private readonly BookSide _bids;
    private readonly BookSide _asks;
    private Side _newestCrosser;

    /// <param name="capacity">Levels per side before the first growth.</param>
    public OrderBook(int capacity = 1024)
    {
        _bids = new BookSide(Side.Buy, capacity);
        _asks = new BookSide(Side.Sell, capacity);
    }

    /// <summary>Best bid; price and quantity zero when there is none.</summary>
    public BookLevel BestBid => _bids.Best;

    /// <summary>Best ask; price and quantity zero when there is none.</summary>
    public BookLevel BestAsk => _asks.Best;

    public bool IsEmpty => _bids.Count == 0 && _asks.Count == 0;

    /// <summary>Both sides stand and bid ≥ ask: true only inside a message, or when levels were set one by one.</summary>
    public bool IsCrossed => _bids.Count > 0 && _asks.Count > 0 && _bids.Best.Price.Raw >= _asks.Best.Price.Raw;

    /// <summary>(bid + ask) / 2 in quote units; NaN while a side is empty.</summary>
    public double Mid => _bids.Count > 0 && _asks.Count > 0
        ? ((double)_bids.Best.Price.Raw + _asks.Best.Price.Raw) * 0.5 / Price.Scale
        : double.NaN;

    /// <summary>Levels removed because a finished message left the book crossed: zero on a sound feed.</summary>
    public long StaleLevelsRemoved { get; private set; }

    /// <summary>The book's clearings and levels since birth, for staleness checks.</summary>
    public long Updates { get; private set; }

    /// <summary>Applies one book-level event; other kinds are a bug of the caller.</summary>
    public void Apply(in MarketEvent change)
    {
        if (change.Kind != MarketEventKind.BookLevel) throw new ArgumentException($"A book takes book levels, not {change.Kind}.", nameof(change));
        if ((change.Flags & MarketEventFlags.Clear) != 0) Clear();
        Set(change.TakerSide, change.A, change.B);
        if ((change.Flags & MarketEventFlags.Last) != 0 && IsCrossed) RemoveStale();
    }

    /// <summary>Sets one level's total quantity (raw); zero or less removes it. Never uncrosses: see <see cref="RemoveStale"/>.</summary>
    public void Set(Side side, long priceRaw, long quantityRaw)
    {
        Updates++;
        if (side == Side.Buy) _bids.Set(priceRaw, quantityRaw);
        else _asks.Set(priceRaw, quantityRaw);
        if (IsCrossed && quantityRaw > 0 && Crosses(side, priceRaw)) _newestCrosser = side;
    }

    /// <summary>Forgets every level.</summary>
    public void Clear()
    {
        Updates++;
        _bids.Clear();
        _asks.Clear();
    }

    /// <summary>Uncrosses a crossed book by the policy above; returns the number of levels removed.</summary>
    public int RemoveStale()
    {
        if (!IsCrossed) return 0;
        var (standing, stale) = _newestCrosser == Side.Buy ? (_bids, _asks) : (_asks, _bids);
        var removed = CountThrough(stale, standing.Best.Price.Raw);
        stale.RemoveBest(removed);
        StaleLevelsRemoved += removed;
        return removed;
    }

    /// <summary>Number of levels on a side.</summary>
    public int Depth(Side side) => On(side).Count;

    /// <summary>The n-th best level, 0 = the best; zero price and quantity beyond the book.</summary>
    public BookLevel Level(Side side, int n)
    {
        var levels = On(side).Levels;
        return (uint)n < (uint)levels.Length ? levels[n] : default;
    }

    /// <summary>All levels of a side, best first. Valid until the next change.</summary>
    public ReadOnlySpan<BookLevel> Levels(Side side) => On(side).Levels;

    /// <summary>At most the <paramref name="count"/> best levels of a side, best first. Valid until the next change.</summary>
    public ReadOnlySpan<BookLevel> Levels(Side side, int count)
    {
        var levels = On(side).Levels;
        return count < levels.Length ? levels[..count] : levels;
    }

    /// <summary>Quantity resting at exactly this price; zero when there is no such level.</summary>
    public Quantity QuantityAt(Side side, Price price) => new(On(side).QuantityAt(price.Raw));

    /// <summary>Sum of the quantities of the best levels.</summary>
    public Quantity SumQuantity(Side side, int levels)
    {
        long sum = 0;
        foreach (ref readonly var level in Levels(side, levels)) sum += level.Quantity.Raw;
        return new Quantity(sum);
    }

    /// <summary>Walks the side a taker would hit (a buyer takes asks) for a quantity.</summary>
    public BookWalk Walk(Side taker, Quantity quantity)
    {
        var levels = Levels(taker.Opposite());
        if (levels.Length == 0 || quantity.Raw <= 0) return new BookWalk(default, double.NaN, default);

        var best = levels[0].Price.Raw;
        var worst = best;
        var left = quantity.Raw;
        var excess = 0d;
        foreach (ref readonly var level in levels)
        {
            var take = Math.Min(left, level.Quantity.Raw);
            worst = level.Price.Raw;
            excess += (double)(worst - best) * take;
            left -= take;
            if (left == 0) break;
        }

        var filled = quantity.Raw - left;
        return new BookWalk(new Quantity(filled), (best + (excess / filled)) / Price.Scale, new Price(worst));
    }

    private BookSide On(Side side) => side == Side.Buy ? _bids : _asks;

    private bool Crosses(Side side, long price) => side == Side.Buy ? price >= _asks.Best.Price.Raw : price <= _bids.Best.Price.Raw;

    private static int CountThrough(BookSide stale, long price)
    {
        var through = stale.Find(price);
        return through < stale.Count && stale.Levels[through].Price.Raw == price ? through + 1 : through;
    }
}
