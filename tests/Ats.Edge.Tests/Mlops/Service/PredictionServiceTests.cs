using Ats.Forecasting;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;
using Microsoft.Extensions.Time.Testing;

namespace Ats.Edge.Tests.Mlops.Service;

public sealed class PredictionServiceTests : IDisposable
{
    private static readonly DateTimeOffset Beginning = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Beginning);
    private readonly EchoMarket _market = new(Beginning);
    private readonly KeptLog _log = new();
    private readonly ModelRegistry _registry;
    private readonly PredictionService _service;

    public PredictionServiceTests()
    {
        _registry = new ModelRegistry(_folder.Path, "BTCUSDT", new EchoFormat());
        _service = new PredictionService("BTCUSDT", EchoFormat.Schema, new ServiceSettings { HorizonSeconds = [5, 15] }, _time, _log);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_model_the_random_walk_answers_and_says_so()
    {
        Assert.Null(_service.Current);
        Run(10);
        var said = _service.Current!;
        Assert.Equal((PredictionSource.Fallback, PredictionState.Warming, 10L), (said.Source, said.State, said.Sequence));
        var h = said.At(15)!;
        Assert.Equal(0, h.MeanBps);
        Assert.Equal(0.5, h.UpProbability, 6);
        Assert.Equal(Math.Sqrt(15), h.SigmaBps, 4);
        Assert.Null(said.At(60));
    }

    [Fact]
    public void A_model_is_served_once_it_is_warm_and_its_numbers_are_those_it_gave()
    {
        _service.Install(Model(0.5f), null, null);
        Run(3);
        Assert.Equal((PredictionSource.Fallback, PredictionState.Warming), (_service.Current!.Source, _service.Current.State));
        Run(1);
        var said = _service.Current;
        Assert.Equal((PredictionSource.Model, PredictionState.Ok), (said.Source, said.State));
        Assert.Equal(new PredictionModel("echo", "v0001", "champion"), said.Model);
        var predictor = new EchoPredictor(EchoFormat.Schema, 0.5f);
        var output = new float[2 * PredictionLayout.Width];
        var market = new EchoMarket(Beginning);
        var replay = new PredictionService("BTCUSDT", EchoFormat.Schema, new ServiceSettings { HorizonSeconds = [5, 15] }, _time);
        for (var i = 0; i < 4; i++)
        {
            market.Next(replay, _time);
            predictor.Step(market.Features, 1, output);
        }

        Assert.Equal(output[PredictionLayout.Width] * Math.Sqrt(15), said.At(15)!.MeanBps, 5);
        Assert.Equal(output[PredictionLayout.Width + 1] * Math.Sqrt(15), said.At(15)!.QuantilesBps[0], 5);
        Assert.Equal(output[0] > 0, said.At(5)!.UpProbability > 0.5);
    }

    [Fact]
    public void An_outcome_is_told_at_its_second_and_never_before_and_not_across_a_break()
    {
        _service.Install(Model(0.1f), null, null);
        Run(40);
        _market.Break(7);
        Run(40);
        Assert.NotEmpty(_log.Outcomes);
        Assert.All(_log.Outcomes, o => Assert.Equal(o.HorizonSeconds * 1_000_000_000L, o.MaturedAt - o.AsOf));
        Assert.All(_log.Outcomes, o => Assert.Equal(1e4 * Math.Log(_log.MidAt[o.MaturedAt] / _log.MidAt[o.AsOf]), o.ReturnBps, 3));
        Assert.Equal(2 * (40 - 5 + 40 - 15), _log.Outcomes.Count);
        var early = _log.Outcomes.Select(o => (o.AsOf, o.HorizonSeconds)).ToList();
        Assert.Equal(early.Distinct().Count(), early.Count);
    }

    [Fact]
    public void A_model_that_throws_or_gives_no_numbers_is_degraded_counted_and_serving_goes_on()
    {
        _service.Install(Model(0.5f), null, null);
        Run(10);
        _market.Poison(_service, _time);
        Assert.Equal((PredictionSource.Fallback, PredictionState.Degraded, 1L), (_service.Current!.Source, _service.Current.State, _service.Counters.Faults));
        Assert.Null(_service.ChampionFault);
        _market.Poison(_service, _time);
        _market.Poison(_service, _time);
        Assert.Contains("beyond what this model was made for. (3 rows)", _service.ChampionFault, StringComparison.Ordinal);
        Run(3);
        Assert.Equal(PredictionState.Ok, _service.Current.State);

        _service.Install(Model(float.NaN, unverified: true), null, null);
        Run(1);
        Assert.Equal((PredictionSource.Fallback, PredictionState.Degraded), (_service.Current.Source, _service.Current.State));
        Assert.Contains("not numbers", _service.ChampionFault ?? "not numbers", StringComparison.Ordinal);
        Assert.All(_service.Current.Horizons, h => Assert.True(double.IsFinite(h.MeanBps)));
    }

    [Fact]
    public void Rows_that_mean_nothing_and_clocks_that_jump_are_refused_and_counted()
    {
        _service.Install(Model(0.1f), null, null);
        Run(10);
        var before = _service.Current!.Sequence;
        var now = _market.Now;
        _service.Take(new FeatureRow(now, [0, 0], 1, 50_000, false, true, 1), 0);
        _service.Take(new FeatureRow(new Ats.Domain.Timestamp(now.Nanoseconds - 3_600_000_000_000), [0, 0], 1, 50_000, false, true, 1), 0);
        Assert.Equal((before, 2L), (_service.Current.Sequence, _service.Counters.RowsRefused));
        foreach (var (features, sigma, mid) in new[] { (new float[] { float.NaN, 0 }, 1f, 50_000.0), ([0], 1f, 50_000), ([0, 0], 0f, 50_000), ([0, 0], float.NaN, 50_000), ([0, 0], 1f, 0) })
        {
            now = new Ats.Domain.Timestamp(now.Nanoseconds + 1_000_000_000);
            _service.Take(new FeatureRow(now, features, sigma, mid, false, true, 1), 0);
            Assert.Equal((PredictionSource.Fallback, PredictionState.Degraded), (_service.Current.Source, _service.Current.State));
        }

        Assert.Equal(7, _service.Counters.RowsRefused);
        _market.Break(30);
        Run(4);
        Assert.Equal(PredictionState.Ok, _service.Current.State);
    }

    [Fact]
    public void Silence_is_said_to_be_stale_and_the_next_stream_warms_up_anew()
    {
        _service.Install(Model(0.1f), null, null);
        Run(10);
        var last = _market.Now;
        _service.Watch(new Ats.Domain.Timestamp(last.Nanoseconds + 3_000_000_000));
        Assert.Equal(PredictionState.Ok, _service.Current!.State);
        _service.Watch(new Ats.Domain.Timestamp(last.Nanoseconds + 5_000_000_000));
        Assert.Equal((PredictionSource.Fallback, PredictionState.Stale, last), (_service.Current.Source, _service.Current.State, _service.Current.AsOf));
        var sequence = _service.Current.Sequence;
        _service.Watch(new Ats.Domain.Timestamp(last.Nanoseconds + 6_000_000_000));
        Assert.Equal(sequence, _service.Current.Sequence);
        _market.Break(10);
        Run(1);
        Assert.Equal(PredictionState.Warming, _service.Current.State);
    }

    [Fact]
    public void A_model_installed_into_a_running_stream_is_led_in_and_predicts_as_if_it_had_been_there()
    {
        var always = new PredictionService("BTCUSDT", EchoFormat.Schema, new ServiceSettings { HorizonSeconds = [5, 15] }, _time);
        always.Install(Model(0.3f), null, null);
        var market = new EchoMarket(Beginning);
        for (var i = 0; i < 50; i++) market.Next(always, _time);
        Run(49);
        _service.Install(_registry.Load("v0001"), null, null);
        Run(1);
        Assert.Equal(PredictionState.Ok, _service.Current!.State);
        Assert.Equal(always.Current!.At(15), _service.Current.At(15)! with { QuantilesBps = always.Current.At(15)!.QuantilesBps });
        Assert.Equal(always.Current.At(15)!.QuantilesBps, _service.Current.At(15)!.QuantilesBps);
    }

    [Fact]
    public void The_challenger_is_scored_beside_the_champion_on_the_same_rows_and_not_served()
    {
        _service.Install(Model(-0.15f), Model(0.15f), null);
        Run(400);
        Assert.All(_log.Predictions.Skip(5), p => Assert.Equal("v0001", p.Model.Version));
        var evidence = _service.Evidence()!;
        Assert.Equal(("v0002", "v0001", _service.ShadowOutcomes), (evidence.Version, evidence.Incumbent, evidence.Count));
        Assert.InRange(evidence.Count, 370, 400);
        Assert.True(evidence.Challenger.CrpsBps.Average() < evidence.Served.CrpsBps.Average());
        Assert.Equal(evidence.Challenger.OutcomesBps, evidence.Served.OutcomesBps);
        _service.Install(_registry.Load("v0002"), null, _registry.Load("v0001"));
        Assert.Null(_service.Evidence());
        Run(1);
        Assert.Equal(("v0002", PredictionState.Ok), (_service.Current!.Model.Version, _service.Current.State));
    }

    [Fact]
    public void Falling_back_to_the_standby_needs_no_disk_and_no_warm_up()
    {
        _service.Install(Model(0.2f), null, Model(0.1f));
        Run(20);
        _folder.Dispose();
        Directory.CreateDirectory(_folder.Path);
        _service.FallBackToStandby();
        Run(1);
        Assert.Equal(("v0002", PredictionSource.Model, PredictionState.Ok), (_service.Current!.Model.Version, _service.Current.Source, _service.Current.State));
        _service.FallBackToStandby();
        Run(1);
        Assert.Equal((null, PredictionState.Degraded), (_service.ServedVersion, _service.Current.State));
    }

    [Fact]
    public async Task Swaps_and_readers_on_other_threads_lose_no_prediction()
    {
        var (one, two) = (Model(0.1f), Model(0.15f));
        _service.Install(one, null, null);
        using var done = new CancellationTokenSource();
        var others = Task.Run(
            () =>
            {
                for (var i = 0; !done.IsCancellationRequested; i++)
                {
                    if (i % 3 == 0) _service.Install(one, two, null);
                    else if (i % 3 == 1) _service.Install(two, null, one);
                    else _service.FallBackToStandby();
                    _ = _service.Evidence();
                    _ = _service.Tracks(0)?.Model.Horizon(15).Count;
                    _ = _service.Current?.Json(15);
                }
            },
            TestContext.Current.CancellationToken);
        Run(1500);
        await done.CancelAsync();
        await others;
        Assert.Equal(Enumerable.Range(1, 1500), _log.Predictions.Select(p => (int)p.Sequence));
        Assert.Equal(0, _service.Counters.Faults);
        // Led in with the same rows, both models speak from the first ready row on.
        Assert.All(_log.Predictions.Skip(5), p => Assert.Equal(PredictionSource.Model, p.Source));
    }

    [Fact]
    public void A_model_for_other_features_is_not_installed()
    {
        var other = new PredictionService("BTCUSDT", EchoFormat.Schema with { HasBook = false }, new ServiceSettings(), _time);
        Assert.Throws<ArgumentException>(() => other.Install(Model(0.1f), null, null));
    }

    [Fact]
    public void A_log_that_fails_is_counted_and_serving_goes_on()
    {
        _log.IsFull = true;
        Run(30);
        Assert.Equal(30, _service.Current!.Sequence);
        Assert.True(_service.Counters.LogFailures >= 30);
    }

    private void Run(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _market.Next(_service, _time);
            _log.MidAt[_market.Now] = _market.Mid;
        }
    }

    private LoadedModel Model(float gain, bool unverified = false)
    {
        var draft = EchoFormat.Passed(gain, Beginning);
        if (unverified) return new LoadedModel(draft.Manifest with { Version = "v0099" }, new EchoFormat().Open(draft.Manifest, draft.Files));
        return _registry.Load(_registry.Publish(draft));
    }
}
