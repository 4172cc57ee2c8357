namespace Ats.Indicators;

/// <summary>What an indicator can be fed with: the input interfaces it implements.</summary>
[Flags]
public enum IndicatorInputs
{
    None = 0,

    /// <summary><see cref="IValueIndicator"/></summary>
    Values = 1,

    /// <summary><see cref="IBarIndicator"/></summary>
    Bars = 2,

    /// <summary><see cref="ITradeIndicator"/></summary>
    Trades = 4,

    /// <summary><see cref="IQuoteIndicator"/></summary>
    Quotes = 8,

    /// <summary><see cref="IBookIndicator"/></summary>
    Book = 16,
}
