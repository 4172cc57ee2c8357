using System.Diagnostics;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Features;
using Ats.Forecasting.Network;
using Ats.Mlops.Loop;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;
using Ats.Mlops.Service.Rest;
using Ats.Simulation.Markets;

namespace Ats.Benchmarks;

/// <summary>
/// The forecaster as it serves: from the event that makes a row due to the published prediction (features, LSTM of 2 x 64 units, adaptive intervals,
/// quantiles of six horizons), and a GET of it over loopback from another connection-keeping client.
/// </summary>
internal static class QuickForecaster
{
    private const int Requests = 3000;
    private const int Rounds = 5;

    public static async Task Run()
    {
        var events = Read();
        var service = Predict(events);
        await Rest(service);
    }

    private static PredictionService Predict(MarketEvent[] events)
    {
        var (middle, late, latest) = (double.MaxValue, double.MaxValue, double.MaxValue);
        PredictionService service = null!;
        for (var round = 0; round < Rounds; round++)
        {
            var log = new LatencyLog();
            service = Service(log);
            var feed = new FeatureFeed(new FeatureEngine(service.Schema, 0, SyntheticTape.Instruments[0].TickSize), service, TimeProvider.System);
            foreach (ref readonly var e in events.AsSpan()) feed.Take(in e);
            var times = log.Microseconds.Skip(60).Order().ToArray();
            (middle, late, latest) = (Math.Min(middle, times[times.Length / 2]), Math.Min(late, times[times.Length * 99 / 100]), Math.Min(latest, times[^1]));
        }

        Console.WriteLine($"{"forecaster: event to prediction, LSTM 2 x 64",-52} {middle,13:0.0} us  p50; p99 {late:0.0} us; longest {latest:0.0} us");
        return service;
    }

    private static async Task Rest(PredictionService service)
    {
        var folder = Directory.CreateTempSubdirectory("ats-bench-");
        try
        {
            var registry = new ModelRegistry(folder.FullName, service.Symbol, new LstmModelFormat());
            var quality = new QualityBoard(service, TimeProvider.System);
            using var runner = new ProcessTrainingRunner(folder.FullName, "true", _ => [], TimeProvider.System);
            var loop = new ForecastLoop(new LoopParts(
                registry, service, runner, new ManifestOfflineGate(TimeProvider.System), new ScoredLiveGate(LoopSettings.Demo.LiveGate, TimeProvider.System), quality, new NoData(),
                new JsonLinesAudit(Path.Combine(folder.FullName, "audit.jsonl")), new LoopStore(folder.FullName, service.Symbol), LoopSettings.Demo, TimeProvider.System) { SchemaHash = service.Schema.Hash });
            var forecaster = new Forecaster([new InstrumentForecaster(service, quality, registry, loop)], runner, TimeProvider.System);
            await using var app = ForecasterHost.Build(forecaster, new ForecasterAccess(_ => false, ""), 0);
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var (middle, late) = (double.MaxValue, double.MaxValue);
            var bytes = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var times = new double[Requests];
                for (var i = 0; i < Requests; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    bytes = (await client.GetByteArrayAsync("/v1/predictions/BTCUSDT?horizon=15")).Length;
                    times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
                }

                Array.Sort(times);
                (middle, late) = (Math.Min(middle, times[Requests / 2]), Math.Min(late, times[Requests * 99 / 100]));
            }

            Console.WriteLine($"{"forecaster: GET of a prediction over loopback",-52} {middle,13:0.0} us  p50; p99 {late:0.0} us; {bytes} bytes");
            await app.StopAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PredictionService Service(IPredictionLog log)
    {
        var schema = FeatureSchemas.Book();
        var service = new PredictionService("BTCUSDT", schema, new ServiceSettings(), TimeProvider.System, log);
        var network = LstmNetwork.Create(new LstmShape(schema.Count, 64, 2, ForecastHorizons.Default.Count), 1);
        var scaler = new FeatureScaler(schema.Hash, new float[schema.Count], [.. Enumerable.Repeat(1f, schema.Count)], 5);
        var manifest = new ModelManifest
        {
            Version = "v0001", Symbol = "BTCUSDT", Predictor = "lstm", Commit = "", CreatedAt = default, Schema = SchemaRecord.Of(schema), HorizonSeconds = ForecastHorizons.Default, Snapshot = "",
            IsSynthetic = true, Training = default, Validation = default, Seeds = [1], Hyperparameters = new Dictionary<string, string>(),
        };
        service.Install(new LoadedModel(manifest, new ModelParts(() => new LstmPredictor(schema, ForecastHorizons.Default, scaler, network), () => new LiveCalibration(ForecastHorizons.Default))), null, null);
        return service;
    }

    private static MarketEvent[] Read()
    {
        var tape = new SyntheticTape(new SyntheticTapeSettings { Seed = 5, Hours = 0.5, Start = Timestamp.FromMilliseconds(1_767_571_200_000), Levels = 25, BookMilliseconds = 100 });
        var all = new List<MarketEvent>();
        var buffer = new MarketEvent[4096];
        for (var n = tape.Read(buffer); n > 0; n = tape.Read(buffer)) all.AddRange(buffer.AsSpan(0, n));
        return [.. all];
    }

    private sealed class LatencyLog : IPredictionLog
    {
        public List<double> Microseconds { get; } = [];

        public void Predicted(Prediction prediction) => Microseconds.Add(prediction.LatencyMicroseconds);

        public void Matured(in ScoredPrediction outcome)
        {
        }
    }

    private sealed class NoData : ICollectedData
    {
        public TimeSpan Collected(string symbol) => TimeSpan.Zero;
    }
}
