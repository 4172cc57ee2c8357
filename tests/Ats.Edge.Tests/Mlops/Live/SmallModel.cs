using Ats.Forecasting.Baselines;
using Ats.Forecasting.Features;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Mlops.Live;

/// <summary>A real model of half an hour of an invented market, trained in a second, as it would come with the program.</summary>
internal static class SmallModel
{
    public static void Publish(string root)
    {
        var tape = new SyntheticTape(new SyntheticTapeSettings(77, 0.5) { Levels = 25, BookMilliseconds = 500 });
        var samples = SampleBuilder.Build(tape, SyntheticTape.Instruments[0], 0, FeatureSchemas.Book(), [5, 15]);
        var plan = new TrainingPlan { Networks = 1, Folds = 0, TrainsControl = false, MinimumRows = 900, Network = new() { Epochs = 1, Hidden = 8, Layers = 1 } };
        var trained = new ForecastTrainer(plan, BaselineCatalog.All, TimeProvider.System).Train(samples, cancel: TestContext.Current.CancellationToken);
        var span = new DataSpan(samples.Times[0].ToDateTime(), samples.Times[^1].ToDateTime());
        var data = new DataSnapshot("BTCUSDT", "invented market, seed 77", true, span, samples.Count, [], []);
        var snapshot = new SnapshotStore(root).Save(data);
        var registry = new ModelRegistry(root, "BTCUSDT", new LstmModelFormat());
        var draft = ModelPacking.Pack(trained, samples, plan, data, snapshot, null, "0123456", "made by a test", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        registry.Publish(draft);
    }
}
