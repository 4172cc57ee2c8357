using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>
/// Funding from a ticker, which tells the rate of the next settlement and its time: when the time moves on, the settlement has taken place
/// at the rate told last before it. One for each instrument. Not thread-safe.
/// </summary>
public sealed class FundingWatch
{
    private Timestamp _next;
    private decimal? _rate;

    /// <summary>The settlement this ticker shows to have taken place; none for most.</summary>
    public MarketEvent? See(short instrument, Ticker ticker, Timestamp received)
    {
        MarketEvent? settled = null;
        if (_next.Nanoseconds != 0 && ticker.NextFunding > _next && _rate is { } rate)
            settled = MarketEvent.FromFunding(instrument, _next, received > _next ? received : _next, decimal.Round(rate, Price.Decimals));
        if (ticker.NextFunding.Nanoseconds != 0) _next = ticker.NextFunding;
        _rate = ticker.FundingRate ?? _rate;
        return settled;
    }
}
