using System.Globalization;
using System.Text.Json;
using Ats.Bybit;
using Ats.Bybit.Exchange;
using Ats.Domain;
using Ats.Edge.Tests.Exchange;
using Ats.Edge.Tests.MarketData;
using Ats.Forecasting.Features;
using Ats.Mlops.Live;
using Ats.Mlops.Loop;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;
using Ats.Mlops.Service.Rest;
using Ats.Mlops.Snapshots;
using Ats.Simulation.Markets;
using Microsoft.AspNetCore.Builder;

namespace Ats.Edge.Tests.Mlops.Live;

/// <summary>The forecaster on a living market, over sockets, on a clock that the test hurries.</summary>
public sealed class LiveForecasterTests : IDisposable
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("bybit:linear:BTCUSDT");

    private readonly Scratch _scratch = new();
    private readonly SteppedTime _time = new();
    private readonly List<string> _said = [];

    private string Root => Path.Combine(_scratch.Root, "forecaster");

    private string Shipped => Path.Combine(_scratch.Root, "shipped");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_shipped_model_serves_and_a_replay_of_the_recorded_tape_gives_the_rows_that_were_served_bit_for_bit()
    {
        SmallModel.Publish(Shipped);
        await using var exchange = await Exchange();
        PredictionState state;
        await using (var live = await Start(exchange, Btc, InstrumentId.Parse("bybit:linear:ETHUSDT")))
        await using (var api = await Serve(live))
        {
            var service = live.Forecaster.Find("BTCUSDT")!.Service;
            await Hurry(service, () => service.Current is { State: PredictionState.Ok });
            Assert.Equal(("v0001", PredictionSource.Model, "lstm"), (service.ServedVersion, service.Current!.Source, service.Current.Model.Name));
            await CutOff(exchange);
            var rows = service.Counters.Rows;
            await Hurry(service, () => service.Counters.Rows >= rows + 8);
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(api.Urls.First()) };
            using var answer = JsonDocument.Parse(await http.GetStringAsync("/v1/predictions/BTCUSDT?horizon=5", TestContext.Current.CancellationToken));
            Assert.Equal(5, answer.RootElement.GetProperty("horizonSeconds").GetInt32());
            state = service.Current!.State;
        }

        Assert.NotEqual(PredictionState.Stale, state);
        var registry = new ModelRegistry(Root, "BTCUSDT", new LstmModelFormat());
        Assert.Equal("v0001", registry.Aliases().Champion);
        Assert.Equal("invented market, seed 77", new SnapshotStore(Root).Load(registry.Manifest("v0001").Snapshot).Source);
        Assert.Contains(_said, s => s.Contains("begins with the model that comes with the program, as v0001", StringComparison.Ordinal));

        foreach (var symbol in new[] { "BTCUSDT", "ETHUSDT" })
        {
            var served = Served(symbol);
            Assert.True(served.Count >= 38, $"{served.Count} rows");
            Assert.Equal(served, TapeRows.Of(Path.Combine(Root, "market"), symbol, Timestamp.FromDateTime(DateTimeOffset.Parse(served[^1].AsOf, CultureInfo.InvariantCulture))));
        }

        var recorded = new RecordedMarket(Path.Combine(Root, "market"), [Btc]);
        Assert.InRange(recorded.Collected("BTCUSDT").TotalSeconds, 30, 3600);
        Assert.Equal(TimeSpan.Zero, recorded.Collected("ETHUSDT"));
    }

    [Fact]
    public async Task A_damaged_shipped_model_is_told_and_the_forecaster_begins_without_one()
    {
        SmallModel.Publish(Shipped);
        var weights = Path.Combine(Shipped, "models", "BTCUSDT-15s", "v0001", "model.safetensors");
        var bytes = await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(weights, bytes, TestContext.Current.CancellationToken);
        await using var exchange = await Exchange();
        await using var live = await Start(exchange, Btc);
        Assert.Contains("begins without one", Assert.Single(_said), StringComparison.Ordinal);
        var service = live.Forecaster.Find("BTCUSDT")!.Service;
        await Hurry(service, () => service.Counters.Rows >= 2);
        Assert.Equal((null, PredictionSource.Fallback), (service.ServedVersion, service.Current!.Source));
    }

    [Fact]
    public void A_registry_that_has_models_takes_no_shipped_one_and_an_empty_one_takes_it_whole()
    {
        SmallModel.Publish(Shipped);
        var into = new ModelRegistry(Root, "BTCUSDT", new LstmModelFormat());
        var schema = FeatureSchemas.Book().Hash;
        Assert.Null(ShippedModels.Adopt(Shipped, into, "another schema"));
        Assert.Null(ShippedModels.Adopt(null, into, schema));
        Assert.Null(ShippedModels.Adopt(Path.Combine(_scratch.Root, "none"), into, schema));
        Assert.Null(into.Aliases().Champion);
        Assert.Equal("v0001", ShippedModels.Adopt(Shipped, into, schema));
        Assert.Null(ShippedModels.Adopt(Shipped, into, schema));
        Assert.Equal("v0001", Assert.Single(into.List().Versions).Version);
        Assert.Equal("lstm", into.Load("v0001", schema).Parts.NewPredictor().Name);
    }

    [Fact]
    public async Task An_instrument_that_is_not_listed_is_refused_and_what_was_begun_is_let_go()
    {
        await using var exchange = await Exchange();
        await Assert.ThrowsAsync<InvalidDataException>(() => Start(exchange, InstrumentId.Parse("bybit:linear:NOSUCHUSDT")));
        await using var first = await Start(exchange, Btc);
        // The folder is taken: the second is refused and takes nothing from the first.
        await Assert.ThrowsAnyAsync<IOException>(() => Start(exchange, Btc));
        var service = first.Forecaster.Find("BTCUSDT")!.Service;
        await Hurry(service, () => service.Counters.Rows >= 2);
    }

    [Fact]
    public async Task A_full_disk_loses_predictions_counts_them_and_lets_the_log_end()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("no /dev/full here");
        Directory.CreateDirectory(Path.Combine(Root, "predictions"));
        File.CreateSymbolicLink(Path.Combine(Root, "predictions", _time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".jsonl"), "/dev/full");
        var files = new PredictionFiles(Root, _time);
        for (var i = 0; i < 100; i++) files.Matured(new ScoredPrediction("BTCUSDT", i, default, default, 15, null, true, 1, 0, 1, 1, true));
        await files.DisposeAsync();
        Assert.True(files.Lost > 0);
    }

    private Task<ExchangeServer> Exchange() => ExchangeServer.StartAsync(new ExchangeSettings { RateLimits = false }, new SyntheticMarket(new SyntheticMarketSettings(5)), _time);

    private Task<LiveForecaster> Start(ExchangeServer exchange, params InstrumentId[] instruments) => LiveForecaster.StartAsync(
        new ForecasterSetup
        {
            Environment = BybitEnvironment.Simulated(new Uri($"http://127.0.0.1:{exchange.Port}")),
            Instruments = instruments,
            Root = Root,
            Loop = new LoopSettings(),
            Executable = "/bin/false",
            Arguments = (_, _) => [],
            IsInvented = true,
            Shipped = Shipped,
        },
        _time, _said.Add, TestContext.Current.CancellationToken);

    private static async Task<WebApplication> Serve(LiveForecaster live)
    {
        var api = ForecasterHost.Build(live.Forecaster, new ForecasterAccess(_ => false, "no"), 0);
        await api.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    /// <summary>A second more as soon as the row of the last is there.</summary>
    private async Task Hurry(PredictionService service, Func<bool> done)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!done())
        {
            var rows = service.Counters.Rows;
            _time.Advance(900);
            while (service.Counters.Rows == rows && !done()) await Task.Delay(5, patience.Token);
        }
    }

    private static async Task CutOff(ExchangeServer exchange)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        (await http.PostAsync(new Uri($"http://127.0.0.1:{exchange.Port}/admin/disconnect?channel=public"), null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    /// <summary>As the forecaster's own log has them.</summary>
    private List<(string AsOf, string Hash)> Served(string symbol)
    {
        var rows = new List<(string, string)>();
        foreach (var line in Directory.GetFiles(Path.Combine(Root, "predictions")).Order(StringComparer.Ordinal).SelectMany(File.ReadLines))
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (!json.TryGetProperty("predicted", out _) || json.GetProperty("symbol").GetString() != symbol) continue;
            // What has gone stale is said once more.
            var row = (json.GetProperty("asOf").GetString()!, json.GetProperty("features").GetString()!);
            if (rows.Count == 0 || rows[^1] != row) rows.Add(row);
        }

        return rows;
    }
}
