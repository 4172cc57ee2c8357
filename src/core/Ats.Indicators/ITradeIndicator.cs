namespace Ats.Indicators;

/// <summary>An indicator over public trades.</summary>
public interface ITradeIndicator : IIndicator
{
    /// <summary>Takes the next trade: price in quote units, quantity in base units; ignored if either is not finite.</summary>
    void Update(double price, double quantity);
}
