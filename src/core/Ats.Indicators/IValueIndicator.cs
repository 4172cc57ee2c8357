namespace Ats.Indicators;

/// <summary>An indicator over one number per step: a price, a return, a spread, another indicator's value.</summary>
public interface IValueIndicator : IIndicator
{
    /// <summary>Takes the next value; a NaN or an infinity is ignored.</summary>
    void Update(double value);
}
