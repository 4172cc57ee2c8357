using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Forecasting.Features;
using Ats.MarketData;
using Ats.MarketData.Recording;
using Ats.Mlops.Loop;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;

namespace Ats.Mlops.Live;

/// <summary>
/// A forecaster on a living market: its own connection to the public streams, features, predictions, the recorded market, and a loop for each
/// instrument. It needs nothing of the trading system; what it says is asked for over REST (<see cref="Service.Rest.ForecasterHost"/>).
/// </summary>
public sealed class LiveForecaster : IAsyncDisposable
{
    private const int BookDepth = 50;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly List<PublicStream> _streams = [];
    private readonly ProcessTrainingRunner _runner;
    private readonly PredictionFiles _log;
    private readonly TapeRecorder? _recorder;
    private readonly Action<string> _say;

    private LiveForecaster(Forecaster forecaster, ProcessTrainingRunner runner, PredictionFiles log, TapeRecorder? recorder, Action<string> say) =>
        (Forecaster, _runner, _log, _recorder, _say) = (forecaster, runner, log, recorder, say);

    public Forecaster Forecaster { get; }

    /// <exception cref="IOException">The exchange does not answer, or the folder cannot be used.</exception>
    /// <exception cref="RegistryException">The models' folder holds something that cannot be read.</exception>
    /// <exception cref="InvalidDataException">An instrument the exchange does not list.</exception>
    public static async Task<LiveForecaster> StartAsync(ForecasterSetup setup, TimeProvider time, Action<string> say, CancellationToken cancel)
    {
        var ids = setup.Instruments.DistinctBy(i => i.Symbol).ToList();
        var instruments = await RulesAsync(setup.Environment, ids, time, cancel).ConfigureAwait(false);
        var data = Path.Combine(Path.GetFullPath(setup.Root), "market");
        var feeds = new FeatureFeed[instruments.Count];
        var recorder = setup.Records ? new TapeRecorder(data, ids, time, new RecorderSettings(), static _ => { }, heard: e => feeds[e.Instrument].Take(in e)) : null;
        var log = new PredictionFiles(setup.Root, time);
        var runner = new ProcessTrainingRunner(setup.Root, setup.Executable ?? Environment.ProcessPath!, r => Arguments(setup, r, ids, data, time), time);
        try
        {
            var audit = new JsonLinesAudit(Path.Combine(setup.Root, "audit.jsonl"));
            var made = instruments.Select((instrument, i) => Make(setup, instrument, (short)i, runner, log, audit, recorder, data, ids, time, say)).ToList();
            made.Select(m => m.Feed!).ToArray().CopyTo(feeds, 0);
            var notice = setup.IsInvented ? "An invented market: no evidence about Bybit." : null;
            var forecaster = new Forecaster(made, runner, time, notice is null ? setup.Loop.Notice : setup.Loop.Notice is { } more ? $"{notice} {more}" : notice);
            var live = new LiveForecaster(forecaster, runner, log, recorder, say);
            live.Listen(setup.Environment, ids, feeds, time);
            return live;
        }
        catch
        {
            recorder?.Dispose();
            runner.Dispose();
            await log.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _recorder?.Stopping();
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var stream in _streams) stream.Dispose();
        _runner.Dispose();
        await _log.DisposeAsync().ConfigureAwait(false);
        try
        {
            _recorder?.Finish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MarketDataException)
        {
            _say("forecaster: the last of the market could not be recorded: " + e.Message);
        }

        _recorder?.Dispose();
        _stop.Dispose();
    }

    private static InstrumentForecaster Make(
        ForecasterSetup setup, Instrument instrument, short index, ProcessTrainingRunner runner, PredictionFiles log, JsonLinesAudit audit, TapeRecorder? recorder, string data, IReadOnlyList<InstrumentId> ids, TimeProvider time, Action<string> say)
    {
        var schema = FeatureSchemas.Book();
        var symbol = instrument.Id.Symbol;
        var registry = new ModelRegistry(setup.Root, symbol, new LstmModelFormat());
        Adopt(setup, registry, schema.Hash, say);
        var service = new PredictionService(symbol, schema, new ServiceSettings(), time, log);
        var quality = new QualityBoard(service, time);
        var loop = new ForecastLoop(new LoopParts(
            registry, service, runner, new ManifestOfflineGate(time), new ScoredLiveGate(setup.Loop.LiveGate, time), quality, new RecordedMarket(data, ids),
            audit, new LoopStore(setup.Root, symbol), setup.Loop, time)
        {
            SchemaHash = schema.Hash,
        });
        return new InstrumentForecaster(service, quality, registry, loop, new FeatureFeed(new FeatureEngine(schema, index, instrument.TickSize), service, time, recorder is null ? null : recorder.Pass));
    }

    /// <summary>What is wrong with the model that comes with the program is no reason not to learn another.</summary>
    private static void Adopt(ForecasterSetup setup, ModelRegistry registry, string schemaHash, Action<string> say)
    {
        try
        {
            if (ShippedModels.Adopt(setup.Shipped, registry, schemaHash) is { } adopted) say($"forecaster: {registry.Symbol} begins with the model that comes with the program, as {adopted}");
        }
        catch (Exception e) when (e is RegistryException or IOException or UnauthorizedAccessException)
        {
            say($"forecaster: the model that comes with the program was not taken, so {registry.Symbol} begins without one: {e.Message}");
        }
    }

    private static IReadOnlyList<string> Arguments(ForecasterSetup setup, TrainingRequest request, IReadOnlyList<InstrumentId> ids, string data, TimeProvider time) =>
        setup.Arguments(request, new TrainingPlace(ids.First(i => i.Symbol == request.Symbol), setup.Root, data, time.GetUtcNow() - setup.LearnsFrom));

    private void Listen(BybitEnvironment environment, IReadOnlyList<InstrumentId> ids, FeatureFeed[] feeds, TimeProvider time)
    {
        var ears = new MarketEars(feeds, _recorder, time);
        _streams.AddRange(MarketRecording.Streams(environment, ids, BookDepth, ears, time));
        foreach (var stream in _streams) _running.Add(Task.Run(() => stream.RunAsync(_stop.Token)));
        if (_recorder is not null) _running.Add(Task.Run(Record));
    }

    /// <summary>A disk that cannot take the market is no reason to stop predicting.</summary>
    private async Task Record()
    {
        try
        {
            await _recorder!.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MarketDataException)
        {
            Forecaster.Fault = "the market is no longer recorded, so nothing new will be learned from it until a restart: " + e.Message;
            _say("forecaster: " + Forecaster.Fault);
        }
    }

    private static async Task<IReadOnlyList<Instrument>> RulesAsync(BybitEnvironment environment, IReadOnlyList<InstrumentId> ids, TimeProvider time, CancellationToken cancel)
    {
        using var budget = new RateBudget(time);
        using var rest = new BybitRest(environment, budget, new ServerClock(time), time);
        var found = new List<Instrument>();
        foreach (var id in ids)
        {
            var rows = await rest.Market.InstrumentsAsync(id.Kind.ToCategory(), id.Symbol, cancel).ConfigureAwait(false) switch
            {
                Outcome<IReadOnlyList<InstrumentInfo>>.Ok ok => ok.Value,
                Outcome<IReadOnlyList<InstrumentInfo>>.Refused no => throw new InvalidDataException($"The exchange at {environment} refuses to speak of {id}: {no.Message}."),
                Outcome<IReadOnlyList<InstrumentInfo>>.NotSent not => throw new IOException($"The exchange at {environment} did not answer about {id}: {not.Why}."),
                Outcome<IReadOnlyList<InstrumentInfo>>.Unknown unknown => throw new IOException($"The exchange at {environment} did not answer about {id}: {unknown.Why}."),
                _ => throw new IOException($"The exchange at {environment} did not answer about {id}: its rate limit is used up."),
            };
            found.Add(rows.FirstOrDefault(r => r.Instrument.Id == id)?.Instrument ?? throw new InvalidDataException($"The exchange at {environment} does not list {id}."));
        }

        return found;
    }
}
