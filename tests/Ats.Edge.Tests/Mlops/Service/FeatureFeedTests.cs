using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Features;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;
using Ats.Simulation.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Ats.Edge.Tests.Mlops.Service;

public sealed class FeatureFeedTests
{
    private static readonly Timestamp Start = Timestamp.FromDateTime(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly MarketEvent[] Events = Read();

    [Fact]
    public void What_is_served_live_is_what_a_replay_of_the_same_events_gives()
    {
        var first = new KeptLog();
        var second = new KeptLog();
        var (feed, service) = Feed(first);
        foreach (ref readonly var e in Events.AsSpan()) feed.Take(in e);
        var (replay, _) = Feed(second);
        var engine = Engine();
        var hashes = new List<string>();
        foreach (ref readonly var e in Events.AsSpan())
        {
            while (engine.MoveNext(in e)) hashes.Add(engine.RowHash.ToString("x16"));
            replay.Take(in e);
        }

        Assert.InRange(hashes.Count, 115, 120);
        Assert.Equal(hashes, first.Predictions.Select(p => p.FeatureHash));
        Assert.Equal(Said(first), Said(second));
        Assert.Equal((PredictionSource.Model, PredictionState.Ok), (service.Current!.Source, service.Current.State));
        Assert.All(first.Predictions.Skip(FeatureSchemas.WarmUpSeconds + 1), p => Assert.Equal(PredictionSource.Model, p.Source));
        Assert.All(first.Predictions.Take(FeatureSchemas.WarmUpSeconds - 1), p => Assert.Equal(PredictionSource.Fallback, p.Source));
    }

    [Fact]
    public void In_a_quiet_market_the_clock_makes_rows_come_due()
    {
        var log = new KeptLog();
        var (feed, service) = Feed(log);
        foreach (ref readonly var e in Events.AsSpan()) feed.Take(in e);
        var rows = log.Predictions.Count;
        var last = Events[^1].ReceiveTime;
        feed.Pass(last + 1_500_000_000);
        Assert.InRange(log.Predictions.Count, rows + 1, rows + 2);
        Assert.Equal(PredictionSource.Model, service.Current!.Source);
        feed.Pass(last + 60_000_000_000);
        service.Watch(last + 60_000_000_000);
        Assert.Equal(PredictionState.Stale, service.Current.State);
        Assert.InRange(log.Predictions.Count, rows + 3, rows + 5);
    }

    private static List<string> Said(KeptLog log) =>
        [.. log.Predictions.Select(p => $"{p.Sequence} {p.AsOf} {p.Mid:R} {p.Source} {string.Join(' ', p.Horizons.SelectMany(h => h.QuantilesBps.Append(h.MeanBps)).Select(x => x.ToString("R")))}")];

    private static FeatureEngine Engine() => new(FeatureSchemas.Book(), 0, SyntheticTape.Instruments[0].TickSize);

    private static (FeatureFeed Feed, PredictionService Service) Feed(KeptLog log)
    {
        var schema = FeatureSchemas.Book();
        var service = new PredictionService("BTCUSDT", schema, new ServiceSettings { HorizonSeconds = [5, 15] }, new FakeTimeProvider(), log);
        var manifest = EchoFormat.Draft(0.1f).Manifest with { Version = "v0001", Schema = SchemaRecord.Of(schema) };
        service.Install(new LoadedModel(manifest, new ModelParts(() => new EchoPredictor(schema, 0.1f), () => new LiveCalibration([5, 15]))), null, null);
        return (new FeatureFeed(Engine(), service, new FakeTimeProvider()), service);
    }

    private static MarketEvent[] Read()
    {
        var tape = new SyntheticTape(new SyntheticTapeSettings { Seed = 11, Hours = 2.0 / 60, Start = Start, Levels = 25, BookMilliseconds = 100 });
        var all = new List<MarketEvent>();
        var buffer = new MarketEvent[4096];
        for (var n = tape.Read(buffer); n > 0; n = tape.Read(buffer)) all.AddRange(buffer.AsSpan(0, n));
        return [.. all];
    }
}
