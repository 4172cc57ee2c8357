using Ats.Domain;
using Ats.Forecasting.Features;

namespace Ats.Mlops.Service;

/// <summary>From market events to predictions: the engine's rows go to the service as they come due. Events may come from one thread, time from another.</summary>
/// <param name="pass">Told of every moment that has passed, gives the one up to which no event is taken any more; null = the moment itself.</param>
public sealed class FeatureFeed(FeatureEngine engine, PredictionService service, TimeProvider time, Func<Timestamp, Timestamp>? pass = null)
{
    private readonly Lock _gate = new();

    /// <summary>An event, in the order received.</summary>
    public void Take(in MarketEvent e)
    {
        var due = time.GetTimestamp();
        lock (_gate)
        {
            while (engine.MoveNext(in e)) service.Take(FeatureRow.Of(engine), due);
        }
    }

    /// <summary>Time has passed: rows due before the moment come without waiting for an event. The moment must be one up to which all events were taken.</summary>
    public void Pass(Timestamp moment)
    {
        var due = time.GetTimestamp();
        if (pass is not null) moment = pass(moment);
        lock (_gate)
        {
            while (engine.MoveNext(moment)) service.Take(FeatureRow.Of(engine), due);
        }
    }
}
