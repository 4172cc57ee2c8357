using Ats.Domain;

namespace Ats.Simulation;

/// <summary>
/// Whoever makes forecasts from the market as it passes. Shown every event in order of receipt; a forecast as of a moment knows what was
/// received up to that moment and no more.
/// </summary>
public interface IForecastFeed
{
    /// <summary>The moment as of which it forecasts next; <see cref="Timestamp.MaxValue"/> = none for now. Rises, and skips over silences it has nothing to say about.</summary>
    Timestamp NextDue { get; }

    void Observe(in MarketEvent market);

    /// <summary>
    /// The forecasts as of <see cref="NextDue"/>, which is moved on: made by <see cref="MarketEvent.FromForecast"/>, one an instrument and horizon,
    /// or the word that there is none. When they are received is the source's business. Good until the next call.
    /// </summary>
    ReadOnlySpan<MarketEvent> Take();
}
