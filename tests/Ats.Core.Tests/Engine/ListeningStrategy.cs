using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Engine;

/// <summary>Listens to everything, wants one level for ever.</summary>
internal sealed class ListeningStrategy(Signal signal) : Strategy
{
    public override int WarmUp => 0;

    public override MarketNeeds Needs => MarketNeeds.Bars | MarketNeeds.Trades | MarketNeeds.Quotes | MarketNeeds.Book;

    public override void OnBar(int leg, in Bar bar, Targets targets) => targets.Set(leg, signal);

    public override void OnTrade(int leg, in PublicTrade trade, Targets targets) => targets.Set(leg, signal);

    public override void OnQuote(int leg, in Quote quote, Targets targets) => targets.Set(leg, signal);

    public override void OnBook(int leg, OrderBook book, Timestamp now, Targets targets) => targets.Set(leg, signal);
}
