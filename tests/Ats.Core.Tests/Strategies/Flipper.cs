using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Strategies;

/// <summary>Goes with every forecast of the short horizon, patiently.</summary>
internal sealed class Flipper : Strategy
{
    private Forecast _forecast;

    public override int WarmUp => 1;

    public override MarketNeeds Needs => MarketNeeds.Forecasts;

    public override ExecutionPolicy Execution => ExecutionPolicy.PatientMaker(2);

    public override Forecast ForecastOf(int leg) => _forecast;

    public override void OnForecast(int leg, in Forecast forecast, Targets targets)
    {
        if (forecast.HorizonNanoseconds != Simulation.NoisyForecasts.Short) return;
        _forecast = forecast;
        targets.Set(leg, new Signal(forecast.Direction));
    }
}
