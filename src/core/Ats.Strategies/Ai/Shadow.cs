using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>Another strategy, on one instrument, run inside one that reads what it wants and trades as it thinks best.</summary>
internal sealed class Shadow(Strategy strategy)
{
    private readonly Targets _targets = new(1);

    public int WarmUp => strategy.WarmUp;

    public MarketNeeds Needs => strategy.Needs;

    /// <summary>What it wants now.</summary>
    public Signal Signal => _targets[0];

    public Reason Explain() => strategy.Explain(0);

    public void OnBar(in Bar bar) => strategy.OnBar(0, in bar, _targets);

    public void OnTrade(in PublicTrade trade) => strategy.OnTrade(0, in trade, _targets);

    public void OnQuote(in Quote quote) => strategy.OnQuote(0, in quote, _targets);

    public void OnBook(OrderBook book, Timestamp now) => strategy.OnBook(0, book, now, _targets);
}
