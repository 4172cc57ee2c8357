namespace Ats.Engine;

/// <summary>What a strategy listens to.</summary>
[Flags]
public enum MarketNeeds
{
    None = 0,
    Bars = 1,
    Trades = 2,
    Quotes = 4,
    Book = 8,
    Forecasts = 16,
}
