using Ats.Domain;

namespace Ats.Engine;

/// <summary>A strategy on one instrument that keeps bids and asks resting (a market maker). It fills in the sheet; the engine keeps the orders.</summary>
public abstract class QuotingStrategy : Strategy
{
    /// <summary>Size of one quote as a share of what the arm's sizing calls a full position.</summary>
    public virtual double UnitFraction => 0.1;

    public sealed override void OnBar(int leg, in Bar bar, Targets targets)
    {
    }

    public sealed override void OnQuote(int leg, in Quote quote, Targets targets)
    {
    }

    public sealed override void OnBook(int leg, OrderBook book, Timestamp now, Targets targets)
    {
    }

    /// <summary>A closed bar (for volatility). Not asked for quotes here.</summary>
    public virtual void OnBar(in Bar bar)
    {
    }

    /// <summary>The best prices moved (from a quote, a book or, where there is neither, a bar's close less and plus a tick).</summary>
    public abstract void OnPrices(double bid, double ask, Timestamp now, QuoteSheet sheet);
}
