using Ats.Domain;

namespace Ats.Strategies.Ai;

/// <summary>The latest forecast of each horizon, in the order in which horizons were first heard of, as votes in [-1, 1].</summary>
internal sealed class ForecastVotes
{
    public const int Most = 8;

    /// <summary>An expected move of this many standard deviations is a whole vote.</summary>
    private const double WholeVote = 0.25;

    private readonly Forecast[] _forecasts = new Forecast[Most];

    /// <summary>Horizons heard of.</summary>
    public int Count { get; private set; }

    public Forecast this[int index] => _forecasts[index];

    /// <summary>A ninth horizon is not listened to.</summary>
    public void Take(in Forecast forecast)
    {
        var at = 0;
        while (at < Count && _forecasts[at].HorizonNanoseconds != forecast.HorizonNanoseconds) at++;
        if (at == Most || (at == Count && !forecast.IsGood)) return;
        if (at == Count) Count++;
        _forecasts[at] = forecast;
    }

    /// <summary>Its direction, weaker where the move expected is small against what is usual; NaN without a good forecast.</summary>
    public double Vote(int index)
    {
        ref readonly var forecast = ref _forecasts[index];
        if (!forecast.IsGood) return double.NaN;
        return forecast.Sigma > 0 ? Math.Clamp(forecast.ExpectedReturn / (WholeVote * forecast.Sigma), -1, 1) : forecast.Direction;
    }
}
