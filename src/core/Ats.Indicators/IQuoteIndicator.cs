namespace Ats.Indicators;

/// <summary>An indicator over best bids and asks.</summary>
public interface IQuoteIndicator : IIndicator
{
    /// <summary>Takes the next best quote: prices in quote units, quantities in base units; ignored if any of them is not finite.</summary>
    void Update(double bid, double bidQuantity, double ask, double askQuantity);
}
