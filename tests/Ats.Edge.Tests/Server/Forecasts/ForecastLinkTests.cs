using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Ats.Domain;
using Ats.Edge.Tests.Bybit;
using Ats.Server.Forecasts;

namespace Ats.Edge.Tests.Server.Forecasts;

/// <summary>The trading system's ear for the forecaster, against one that is played over real sockets, on a clock of its own.</summary>
public sealed class ForecastLinkTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly int[] All = [5, 15, 30, 60, 300, 900];

    private readonly ManualTime _time = new();
    private readonly Channel<MarketEvent> _events = Channel.CreateUnbounded<MarketEvent>();
    private readonly CancellationTokenSource _stop = new();
    private ForecastLink? _link;
    private Task _running = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _link?.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_prediction_becomes_an_event_with_its_numbers_and_is_shown()
    {
        await using var player = await Play(15);
        var lines = await player.Connected();
        lines.TryWrite(": silence");
        lines.TryWrite("id: 3\nevent: prediction\n" + ForecasterPlayer.Prediction(Now));
        var market = await Next();
        var forecast = market.AsForecast();
        Assert.Equal((MarketEventKind.Forecast, (short)0, Stamp, ForecastStatus.Ok, 7), (market.Kind, market.Instrument, market.ReceiveTime, forecast.Status, forecast.ModelVersion));
        Assert.Equal((15.0, Stamp, Stamp + (2 * Timestamp.NanosecondsPerSecond)), (forecast.HorizonSeconds, forecast.AsOf, forecast.ValidUntil));
        Assert.Equal(
            [1.5e-4, 4e-4, -5e-4, 8e-4, -3e-4, 6e-4, 0.62],
            [forecast.ExpectedReturn, forecast.Sigma, forecast.LowerTail, forecast.UpperTail, forecast.LowerDecile, forecast.UpperDecile, forecast.UpProbability],
            (a, b) => Math.Abs(a - b) <= 1e-6 * Math.Abs(a));
        var view = _link!.View();
        Assert.Equal((null, 1L, 0L, 0L), (view.Fault, view.Received, view.Late, view.Gaps));
        var shown = Assert.Single(view.Instruments);
        Assert.Equal(("BTCUSDT", "ok", "lstm", "v0007", 60000.5, 0.0, 12.5), (shown.Symbol, shown.State, shown.Model, shown.Version, shown.Mid, shown.AgeMilliseconds, shown.LatencyMicroseconds));
        Assert.Equal(15, Assert.Single(shown.Horizons).Seconds);
    }

    [Fact]
    public async Task A_late_prediction_is_told_as_late_and_counted()
    {
        await using var player = await Play(15);
        var lines = await player.Connected();
        lines.TryWrite(ForecasterPlayer.Prediction(Now.AddSeconds(-3)));
        Assert.Equal(ForecastStatus.Late, (await Next()).AsForecast().Status);
        lines.TryWrite(ForecasterPlayer.Prediction(Now.AddSeconds(-2)));
        Assert.Equal(ForecastStatus.Ok, (await Next()).AsForecast().Status);
        Assert.Equal((2L, 1L), (_link!.View().Received, _link.View().Late));
    }

    [Theory]
    [InlineData("warming", "fallback", ForecastStatus.Warming)]
    [InlineData("stale", "fallback", ForecastStatus.Stale)]
    [InlineData("degraded", "fallback", ForecastStatus.Degraded)]
    [InlineData("ok", "fallback", ForecastStatus.Degraded)]
    [InlineData("a state of the future", "model", ForecastStatus.Degraded)]
    public async Task What_is_no_models_word_is_told_as_none(string state, string source, ForecastStatus told)
    {
        await using var player = await Play(15);
        (await player.Connected()).TryWrite(ForecasterPlayer.Prediction(Now, state: state, source: source));
        var forecast = (await Next()).AsForecast();
        Assert.Equal((told, false), (forecast.Status, forecast.IsGood));
        Assert.Equal(state, _link!.View().Instruments[0].State);
    }

    [Fact]
    public async Task Silence_beyond_the_deadline_is_told_once_and_counted_each_time_it_begins()
    {
        await using var player = await Play(15);
        var lines = await player.Connected();
        for (var gap = 1; gap <= 2; gap++)
        {
            lines.TryWrite(ForecasterPlayer.Prediction(Now));
            Assert.Equal(ForecastStatus.Ok, (await Next()).AsForecast().Status);
            await Pass(4);
            Assert.False(_events.Reader.TryRead(out _));
            Assert.Equal(gap - 1, _link!.View().Gaps);
            await Pass(1);
            var none = await Next();
            Assert.Equal((ForecastStatus.Late, false, (short)0), (none.AsForecast().Status, none.AsForecast().Exists, none.Instrument));
            await Pass(12);
            Assert.False(_events.Reader.TryRead(out _));
            Assert.Equal(gap, _link.View().Gaps);
        }
    }

    [Fact]
    public async Task A_broken_connection_is_shown_survived_and_made_again()
    {
        await using var player = await Play(All);
        var lines = await player.Connected();
        lines.TryWrite(ForecasterPlayer.Prediction(Now));
        await Next();
        ForecasterPlayer.CutOff(lines);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1));
        Assert.NotNull(_link!.View().Fault);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await player.Connected()).TryWrite(ForecasterPlayer.Prediction(Now, meanBps: -2));
        Assert.Equal(-1, (await Next()).AsForecast().Direction);
        Assert.Null(_link.View().Fault);
    }

    [Theory]
    [InlineData("data: {\"symbol\":")]
    [InlineData("data: [1,2,3]")]
    [InlineData("data:")]
    [InlineData("data: {}")]
    [InlineData("of another symbol")]
    [InlineData("of another horizon")]
    public async Task Malformed_words_make_no_event_and_do_not_end_the_link(string words)
    {
        await using var player = await Play(All);
        var lines = await player.Connected();
        lines.TryWrite(words switch
        {
            "of another symbol" => ForecasterPlayer.Prediction(Now, symbol: "ETHUSDT"),
            "of another horizon" => ForecasterPlayer.Prediction(Now, horizon: 60),
            _ => words,
        });
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1));
        Assert.NotNull(_link!.View().Fault);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await player.Connected()).TryWrite(ForecasterPlayer.Prediction(Now));
        Assert.Equal(ForecastStatus.Ok, (await Next()).AsForecast().Status);
        Assert.Equal(1, _link.View().Received);
    }

    [Fact]
    public async Task A_connection_on_which_not_even_comments_come_is_given_up_and_made_again()
    {
        await using var player = await Play(All);
        var lines = await player.Connected();
        lines.TryWrite(ForecasterPlayer.Prediction(Now));
        await Next();
        _time.Advance(TimeSpan.FromSeconds(45));
        var again = player.Connected();
        while (!again.IsCompleted)
        {
            // Each stream pauses by itself before it connects again.
            await Task.WhenAny(again, _time.WaitedForAsync(TimeSpan.FromSeconds(1)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        (await again).TryWrite(ForecasterPlayer.Prediction(Now));
        while ((await Next()).AsForecast().Status != ForecastStatus.Ok)
        {
            // The silence was told.
        }
    }

    [Fact]
    public async Task A_horizon_the_model_does_not_predict_is_no_fault()
    {
        await using var player = await Play(15);
        var lines = await player.Connected();
        lines.TryWrite(ForecasterPlayer.Prediction(Now));
        await Next();
        // The others are refused, again and again.
        for (var i = 0; i < 3; i++)
        {
            await _time.WaitedForAsync(TimeSpan.FromSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(_link!.View().Fault);
        }
    }

    [Fact]
    public async Task Two_instruments_with_one_symbol_both_hear()
    {
        await using var player = await ForecasterPlayer.Start(15);
        Listen(player.Address, "BTCUSDT", "BTCUSDT");
        for (var i = 0; i < 2; i++) (await player.Connected()).TryWrite(ForecasterPlayer.Prediction(Now));
        Assert.Equal([0, 1], new[] { (await Next()).Instrument, (await Next()).Instrument }.Order().Select(i => (int)i));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_fault_that_is_shown()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Listen(new Uri($"http://127.0.0.1:{port}"), "BTCUSDT");
        await _time.WaitedForAsync(TimeSpan.FromSeconds(5));
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1));
        var view = _link!.View();
        Assert.NotNull(view.Fault);
        Assert.Equal((0L, 0L, null, null), (view.Received, view.Gaps, view.Loop, view.Quality));
        Assert.Equal(("BTCUSDT", null), (view.Instruments[0].Symbol, view.Instruments[0].State));
    }

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("{\"instruments\":7}", "{\"instruments\":7}")]
    [InlineData("{\"instruments\":[null]}", "{\"window\":\"1h\",\"instruments\":[null]}")]
    [InlineData("{\"instruments\":[{}]}", "{\"window\":\"1h\",\"instruments\":[{\"verdict\":\"x\",\"horizons\":null}]}")]
    [InlineData("{\"instruments\":[{\"state\":5}]}", "{\"window\":\"1h\"}")]
    [InlineData("null", "{}")]
    [InlineData("<html>", "")]
    public async Task Documents_of_another_shape_are_not_shown_and_do_no_harm(string loops, string quality)
    {
        await using var player = await ForecasterPlayer.Start(15);
        player.Documents["/v1/loop"] = loops;
        player.Documents["/v1/quality"] = quality;
        Listen(player.Address, "BTCUSDT");
        await _time.WaitedForAsync(TimeSpan.FromSeconds(5));
        Assert.Equal((null, null, null), (_link!.View().Loop, _link.View().Quality, _link.View().Notice));
    }

    [Fact]
    public async Task How_loop_and_model_stand_is_shown()
    {
        await using var player = await ForecasterPlayer.Start(15);
        player.Documents["/v1/loop"] = """{"profile":"demo","profileNotice":"short waits","notice":"An invented market","instruments":[{"symbol":"BTCUSDT","state":"shadow","since":"2026-01-02T03:00:00Z","reason":"better","champion":"v0001","challenger":"v0002","shadowOutcomes":12,"shadowOutcomesPlanned":180}]}""";
        player.Documents["/v1/quality"] = """{"window":"1h","instruments":[{"symbol":"BTCUSDT","version":"v0001","verdict":"has skill","horizons":[{"horizonSeconds":5,"n":9},{"horizonSeconds":15,"n":400,"r2":0.03}]}]}""";
        Listen(player.Address, "BTCUSDT");
        await _time.WaitedForAsync(TimeSpan.FromSeconds(5));
        var view = _link!.View();
        Assert.Equal(("demo", "shadow", "v0002", 12, "An invented market"), (view.Loop!.Profile, view.Loop.State, view.Loop.Challenger, view.Loop.ShadowOutcomes, view.Notice));
        Assert.Equal((400, 0.03, "has skill"), (view.Quality!.N, view.Quality.R2, view.Quality.Verdict));
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    private Timestamp Stamp => Timestamp.FromDateTime(Now);

    private async Task<ForecasterPlayer> Play(params int[] horizons)
    {
        var player = await ForecasterPlayer.Start(horizons);
        Listen(player.Address, "BTCUSDT");
        return player;
    }

    private void Listen(Uri address, params string[] symbols)
    {
        _link = new ForecastLink(address, symbols, e => _events.Writer.TryWrite(e), Deadline, _time);
        _running = _link.RunAsync(_stop.Token);
    }

    private async Task<MarketEvent> Next() => await _events.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Quarters of the deadline; the watch has looked after each.</summary>
    private async Task Pass(int quarters)
    {
        for (var i = 0; i < quarters; i++)
        {
            await _time.WaitedForAsync(Deadline / 4);
            _time.Advance(Deadline / 4);
        }

        await _time.WaitedForAsync(Deadline / 4);
    }
}
