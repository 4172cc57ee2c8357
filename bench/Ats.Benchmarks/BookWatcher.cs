using Ats.Domain;
using Ats.Engine;

namespace Ats.Benchmarks;

/// <summary>Reads the touch after every message and never trades: what a book costs before a strategy thinks.</summary>
internal sealed class BookWatcher : Strategy
{
    private long _touches;

    public override int WarmUp => int.MaxValue;

    public override MarketNeeds Needs => MarketNeeds.Book;

    public override void OnBook(int leg, OrderBook book, Timestamp now, Targets targets)
    {
        _touches ^= book.BestBid.Price.Raw ^ book.BestAsk.Price.Raw;
        targets.Set(leg, Signal.Hold);
    }

    public override Reason Explain(int leg) => new("touches {0}", _touches);
}
