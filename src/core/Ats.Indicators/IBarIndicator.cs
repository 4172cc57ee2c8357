namespace Ats.Indicators;

/// <summary>An indicator over completed bars.</summary>
public interface IBarIndicator : IIndicator
{
    /// <summary>Takes the next completed bar: prices in quote units, volume in base units; ignored if any of them is not finite.</summary>
    void Update(double open, double high, double low, double close, double volume);
}
