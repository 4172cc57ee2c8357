using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>A strategy on one instrument around one other, which sees the market first; then this one says what comes of it.</summary>
public abstract class ShadowedStrategy(Strategy inner) : Strategy
{
    private readonly Shadow _inner = new(inner);

    public override int WarmUp => _inner.WarmUp;

    public override MarketNeeds Needs => _inner.Needs | MarketNeeds.Forecasts;

    /// <summary>What the inner strategy wants now.</summary>
    protected Signal Inner => _inner.Signal;

    protected Reason InnerReason => _inner.Explain();

    public override void OnBar(int leg, in Bar bar, Targets targets)
    {
        _inner.OnBar(in bar);
        Follow(targets);
    }

    public override void OnTrade(int leg, in PublicTrade trade, Targets targets)
    {
        if ((_inner.Needs & MarketNeeds.Trades) == 0) return;
        _inner.OnTrade(in trade);
        Follow(targets);
    }

    public override void OnQuote(int leg, in Quote quote, Targets targets)
    {
        if ((_inner.Needs & MarketNeeds.Quotes) == 0) return;
        _inner.OnQuote(in quote);
        Follow(targets);
    }

    public override void OnBook(int leg, OrderBook book, Timestamp now, Targets targets)
    {
        if ((_inner.Needs & MarketNeeds.Book) == 0) return;
        _inner.OnBook(book, now);
        Follow(targets);
    }

    /// <summary>The inner strategy, or something else, spoke: sets the level wanted on leg 0.</summary>
    protected abstract void Follow(Targets targets);
}
