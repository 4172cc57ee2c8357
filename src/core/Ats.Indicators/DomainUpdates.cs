using Ats.Domain;

namespace Ats.Indicators;

/// <summary>Feeds indicators with the domain's market events.</summary>
public static class DomainUpdates
{
    public static void Update(this IBarIndicator indicator, in Bar bar) =>
        indicator.Update(bar.Open.ToDouble(), bar.High.ToDouble(), bar.Low.ToDouble(), bar.Close.ToDouble(), bar.Volume.ToDouble());

    public static void Update(this ITradeIndicator indicator, in PublicTrade trade) =>
        indicator.Update(trade.Price.ToDouble(), trade.Quantity.ToDouble());

    public static void Update(this IQuoteIndicator indicator, in Quote quote) =>
        indicator.Update(quote.Bid.ToDouble(), quote.BidQuantity.ToDouble(), quote.Ask.ToDouble(), quote.AskQuantity.ToDouble());
}
