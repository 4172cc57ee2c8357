using Ats.Domain;

namespace Ats.Indicators;

/// <summary>
/// Book imbalance in [-1, 1]: (bid quantity - ask quantity) / their sum, over the best N levels of each side (Cartea, Donnelly and
/// Jaimungal, "Enhancing trading strategies with order book signals", 2018, for one level); 0 where nothing rests. A side with fewer
/// levels counts with those it has; a quote is a book of one level.
/// </summary>
public sealed class BookImbalance : IBookIndicator, IQuoteIndicator
{
    private readonly int _levels;

    /// <param name="levels">How many levels of each side, from 1.</param>
    public BookImbalance(int levels) => _levels = Require.Period(levels);

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp => 1;

    public void Update(ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks) => Set(Total(bids), Total(asks));

    public void Update(double bid, double bidQuantity, double ask, double askQuantity)
    {
        if (Finite.All(bid, bidQuantity, ask, askQuantity)) Set(bidQuantity, askQuantity);
    }

    public void Reset() => Value = double.NaN;

    private void Set(double bids, double asks)
    {
        var total = bids + asks;
        Value = total > 0 ? (bids - asks) / total : 0;
    }

    private double Total(ReadOnlySpan<BookLevel> levels)
    {
        var total = 0.0;
        for (var i = 0; i < levels.Length && i < _levels; i++) total += levels[i].Quantity.ToDouble();
        return total;
    }
}
