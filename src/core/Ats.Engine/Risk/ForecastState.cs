using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>The latest forecast of an instrument over one horizon and the one before it.</summary>
public sealed class ForecastState
{
    private Forecast _latest;
    private Forecast _previous;

    public ref readonly Forecast Latest => ref _latest;

    public ref readonly Forecast Previous => ref _previous;

    public void Take(in Forecast forecast)
    {
        _previous = _latest;
        _latest = forecast;
    }

    /// <summary>The latest may no longer be acted on; the next is not held against it.</summary>
    public void Lose(ForecastStatus why)
    {
        _latest = _latest with { Status = why };
        _previous = default;
    }
}
