using Ats.Domain;

namespace Ats.Forecasting.Features;

/// <summary>The levels behind the best: their flow with every message, their sums and their profile at the grid.</summary>
internal sealed class DepthMemory
{
    /// <summary>Levels a side that count as near: their imbalance is averaged, their flow summed.</summary>
    public const int Near = 5;
    private const int DeepFrom = 10;
    private const int DeepTo = 25;
    private const int ProfileLevels = 12;

    private readonly BookLevel[] _bids = new BookLevel[Near];
    private readonly BookLevel[] _asks = new BookLevel[Near];
    private HeldMean _size;
    private GrowingMean _usualSize = new(60);
    private GrowingMean _flow5 = new(5);
    private GrowingMean _steepness60 = new(60);
    private double _flow;
    private bool _begun;

    public double Imbalance3 { get; private set; }

    public double Imbalance5 { get; private set; }

    public double Imbalance10 { get; private set; }

    /// <summary>Of the 11th to the 25th level; 0 where the book does not reach so far.</summary>
    public double ImbalanceDeep { get; private set; }

    /// <summary>Growth of ln(quantity) a level over the first twelve, both sides' mean.</summary>
    public double Steepness { get; private set; }

    public double Steepness60 => _steepness60.Value;

    /// <summary>Flow of the five best levels a second, in their usual quantity.</summary>
    public double Flow5 => _usualSize.Value > 0 ? _flow5.Value / _usualSize.Value : 0;

    /// <summary>Takes the book after a message; returns the imbalance of the near levels.</summary>
    public double Set(long now, OrderBook book)
    {
        var bids = book.Levels(Side.Buy, Near);
        var asks = book.Levels(Side.Sell, Near);
        var (bidSum, askSum) = (0.0, 0.0);
        for (var i = 0; i < Near; i++)
        {
            var bid = i < bids.Length ? bids[i] : default;
            var ask = i < asks.Length ? asks[i] : default;
            bidSum += bid.Quantity.Raw;
            askSum += ask.Quantity.Raw;
            if (_begun) _flow += Flow(bid, ask, _bids[i], _asks[i]);
            (_bids[i], _asks[i]) = (bid, ask);
        }

        _begun = true;
        _size.Set(now, 0.5 * (bidSum + askSum));
        return TouchMemory.Balance(bidSum, askSum);
    }

    /// <summary>Reads the book at the grid; null leaves what was read before (the book is within a message or one-sided).</summary>
    public void Close(long now, OrderBook? book)
    {
        if (book is not null) Read(book.Levels(Side.Buy, DeepTo), book.Levels(Side.Sell, DeepTo));
        _steepness60.Add(Steepness);
        _usualSize.Add(_size.Close(now));
        _flow5.Add(_flow);
        _flow = 0;
    }

    public void Reset()
    {
        _size.Reset();
        _usualSize.Reset();
        _flow5.Reset();
        _steepness60.Reset();
        (_flow, _begun) = (0, false);
        (Imbalance3, Imbalance5, Imbalance10, ImbalanceDeep, Steepness) = (0, 0, 0, 0, 0);
    }

    private static double Flow(BookLevel bid, BookLevel ask, BookLevel bidBefore, BookLevel askBefore) => TouchMemory.Flow(
        bid.Price.Raw, bid.Quantity.Raw, ask.Price.Raw, ask.Quantity.Raw, bidBefore.Price.Raw, bidBefore.Quantity.Raw, askBefore.Price.Raw, askBefore.Quantity.Raw);

    private void Read(ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        Imbalance3 = Imbalance(bids, asks, 0, 3);
        Imbalance5 = Imbalance(bids, asks, 0, Near);
        Imbalance10 = Imbalance(bids, asks, 0, DeepFrom);
        ImbalanceDeep = Imbalance(bids, asks, DeepFrom, DeepTo);
        Steepness = 0.5 * (Slope(bids) + Slope(asks));
    }

    private static double Imbalance(ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks, int from, int to) => TouchMemory.Balance(Sum(bids, from, to), Sum(asks, from, to));

    private static double Sum(ReadOnlySpan<BookLevel> levels, int from, int to)
    {
        var sum = 0.0;
        for (var i = from; i < to && i < levels.Length; i++) sum += levels[i].Quantity.Raw;
        return sum;
    }

    /// <summary>Least-squares slope of ln(quantity) on the level's number; 0 with fewer than three levels.</summary>
    private static double Slope(ReadOnlySpan<BookLevel> levels)
    {
        var count = Math.Min(levels.Length, ProfileLevels);
        if (count < 3) return 0;
        var middle = (count - 1) / 2.0;
        var (xy, xx) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var x = i - middle;
            xy += x * Math.Log(levels[i].Quantity.Raw);
            xx += x * x;
        }

        return xy / xx;
    }
}
