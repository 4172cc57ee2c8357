using Ats.Mlops.Loop;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Service;

/// <summary>All that forecasts one instrument.</summary>
/// <param name="Feed">Null where rows are put into the service by other means.</param>
public sealed record InstrumentForecaster(PredictionService Service, QualityBoard Quality, ModelRegistry Registry, ForecastLoop Loop, FeatureFeed? Feed = null)
{
    public string Symbol => Service.Symbol;
}
