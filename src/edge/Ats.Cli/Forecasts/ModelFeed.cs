using System.Globalization;
using Ats.Domain;
using Ats.Forecasting.Features;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;
using Ats.Simulation;

namespace Ats.Cli.Forecasts;

/// <summary>
/// A frozen model in a backtest: the live forecaster's own features, predictions and adaptive intervals, fed with the tape. Outcomes correct the
/// intervals once they are known and not before, as live.
/// </summary>
internal sealed class ModelFeed : IForecastFeed
{
    private readonly FeatureEngine _engine;
    private readonly PredictionService _service;
    private readonly short _instrument;
    private readonly int _version;
    private readonly MarketEvent[] _made;
    private long _nextSecond = long.MaxValue;
    private long _lastSequence;
    private ForecastStatus _told = ForecastStatus.Ok;

    public ModelFeed(LoadedModel model, Instrument instrument, short index)
    {
        var schema = model.Manifest.Schema.ToSchema();
        _instrument = index;
        _made = new MarketEvent[model.Manifest.HorizonSeconds.Count];
        _version = int.Parse(model.Version.AsSpan(1), CultureInfo.InvariantCulture);
        _engine = new FeatureEngine(schema, index, instrument.TickSize);
        _service = new PredictionService(instrument.Id.Symbol, schema, new ServiceSettings { HorizonSeconds = model.Manifest.HorizonSeconds }, TimeProvider.System);
        _service.Install(model, null, null);
    }

    public Timestamp NextDue => _nextSecond == long.MaxValue ? Timestamp.MaxValue : new Timestamp(_nextSecond);

    public void Observe(in MarketEvent market)
    {
        while (_engine.MoveNext(in market)) Predict();
        if (_nextSecond == long.MaxValue && market.Instrument == _instrument) _nextSecond = SecondAfter(market.ReceiveTime.Nanoseconds);
    }

    public ReadOnlySpan<MarketEvent> Take()
    {
        var due = new Timestamp(_nextSecond);
        // Rows of seconds before the moment: this one's is among them.
        while (_engine.MoveNext(due + 1)) Predict();
        _service.Watch(due);
        _nextSecond += Timestamp.NanosecondsPerSecond;
        var current = _service.Current;
        if (current is null || current.Sequence == _lastSequence) return [];
        _lastSequence = current.Sequence;
        return Tell(current, due);
    }

    private void Predict() => _service.Take(FeatureRow.Of(_engine), 0);

    private ReadOnlySpan<MarketEvent> Tell(Prediction prediction, Timestamp due)
    {
        var status = prediction is { State: PredictionState.Ok, Source: PredictionSource.Model } ? ForecastStatus.Ok
            : prediction.State == PredictionState.Warming ? ForecastStatus.Warming
            : prediction.State == PredictionState.Stale ? ForecastStatus.Stale : ForecastStatus.Degraded;
        if (status != ForecastStatus.Ok)
        {
            if (status == _told) return [];
            _told = status;
            _made[0] = MarketEvent.FromForecast(_instrument, due, Forecast.None(status, 0, due));
            return _made.AsSpan(0, 1);
        }

        _told = status;
        for (var h = 0; h < prediction.Horizons.Count; h++)
        {
            var one = Of(prediction, prediction.Horizons[h]);
            _made[h] = MarketEvent.FromForecast(_instrument, due, in one);
        }

        return _made.AsSpan(0, prediction.Horizons.Count);
    }

    private Forecast Of(Prediction prediction, HorizonPrediction horizon) =>
        new(horizon.MeanBps * 1e-4, horizon.HorizonSeconds * Timestamp.NanosecondsPerSecond, prediction.AsOf, prediction.ValidUntil)
        {
            Sigma = horizon.SigmaBps * 1e-4,
            LowerTail = horizon.QuantilesBps[0] * 1e-4,
            UpperTail = horizon.QuantilesBps[^1] * 1e-4,
            LowerDecile = horizon.QuantilesBps[1] * 1e-4,
            UpperDecile = horizon.QuantilesBps[^2] * 1e-4,
            UpProbability = horizon.UpProbability,
            ModelVersion = _version,
        };

    private static long SecondAfter(long nanoseconds) => ((nanoseconds / Timestamp.NanosecondsPerSecond) + 1) * Timestamp.NanosecondsPerSecond;
}
