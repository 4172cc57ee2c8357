using System.Text.Json;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Server.Views;

namespace Ats.Server.Forecasts;

/// <summary>
/// From the forecaster to the engine: every prediction becomes an event of the engine's queue. Nothing within the deadline, a broken connection, or
/// a forecaster that says it is stale or degraded, and the arms are told that there is no forecast, which is counted and shown.
/// </summary>
public sealed class ForecastLink : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>A forecaster that lives says so every 15 s, if only in a comment.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private readonly ForecastClient _client;
    private readonly IReadOnlyList<string> _symbols;
    private readonly Func<MarketEvent, bool> _post;
    private readonly TimeProvider _time;
    private readonly TimeSpan _deadline;
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Instrument, int Horizon), ForecastReading> _latest = [];
    private readonly Dictionary<int, long> _heardAt = [];
    private long _received;
    private long _late;
    private long _gaps;
    private string? _fault = "not connected yet";
    private JsonElement? _loops;
    private JsonElement? _quality;

    /// <param name="symbols">Of the contest's instruments, in index order; of two with one symbol both get what is said of it.</param>
    /// <param name="post">Puts an event into the engine's queue; false = the engine has stopped.</param>
    /// <param name="deadline">Time without a prediction after which the arms are told.</param>
    public ForecastLink(Uri address, IReadOnlyList<string> symbols, Func<MarketEvent, bool> post, TimeSpan deadline, TimeProvider time) =>
        (_client, _symbols, _post, _deadline, _time) = (new ForecastClient(address), symbols, post, deadline, time);

    /// <summary>Listens until cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(
    [
        .. Enumerable.Range(0, _symbols.Count).SelectMany(i => ForecastHorizons.Default.Select(h => ListenAsync((short)i, h, cancel))),
        WatchAsync(cancel),
        LookAsync(cancel),
    ]);

    /// <summary>What the site shows.</summary>
    public ForecasterView View()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var instruments = _symbols.Select((symbol, i) => ForecastView.Of(symbol, [.. _latest.Where(l => l.Key.Instrument == i).OrderBy(l => l.Key.Horizon).Select(l => l.Value)], now)).ToList();
            return new ForecasterView(
                _client.Address.ToString(), _fault, Interlocked.Read(ref _received), Interlocked.Read(ref _late), Interlocked.Read(ref _gaps), instruments, LoopSummary.Of(_loops), QualitySummary.Of(_quality), Notice());
        }
    }

    public void Dispose() => _client.Dispose();

    private string? Notice() => _loops is { ValueKind: JsonValueKind.Object } l && l.TryGetProperty("notice", out var notice) && notice.ValueKind == JsonValueKind.String ? notice.GetString() : null;

    private async Task ListenAsync(short instrument, int horizon, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            using var silence = new CancellationTokenSource(Silence, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
            try
            {
                await foreach (var reading in _client.StreamAsync(_symbols[instrument], horizon, either.Token).ConfigureAwait(false))
                {
                    silence.CancelAfter(Silence);
                    if (reading is not null) Take(instrument, horizon, reading);
                }

                Broke(horizon, "the forecaster ended the stream");
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or FormatException)
            {
                Broke(horizon, silence.IsCancellationRequested ? $"nothing came from the forecaster for {Silence.TotalSeconds:0} s" : e.Message);
            }

            await Wait(Pause, cancel).ConfigureAwait(false);
        }
    }

    private void Take(short instrument, int horizon, ForecastReading reading)
    {
        var now = Timestamp.FromDateTime(_time.GetUtcNow());
        Interlocked.Increment(ref _received);
        var forecast = reading.Forecast;
        if (forecast.IsGood && now > forecast.ValidUntil)
        {
            Interlocked.Increment(ref _late);
            forecast = forecast with { Status = ForecastStatus.Late };
        }

        lock (_gate)
        {
            _latest[(instrument, horizon)] = reading;
            if (horizon == ForecastHorizons.MainSeconds) (_fault, _heardAt[instrument]) = (null, _time.GetTimestamp());
        }

        _post(MarketEvent.FromForecast(instrument, now, in forecast));
    }

    /// <summary>A model need not predict every horizon; what all do is what the fault is about.</summary>
    private void Broke(int horizon, string why)
    {
        if (horizon != ForecastHorizons.MainSeconds) return;
        lock (_gate) _fault = why;
    }

    /// <summary>Says that there is no forecast, once, when none came within the deadline.</summary>
    private async Task WatchAsync(CancellationToken cancel)
    {
        var told = new bool[_symbols.Count];
        while (await Wait(_deadline / 4, cancel).ConfigureAwait(false))
        {
            for (short i = 0; i < told.Length; i++)
            {
                bool silent;
                lock (_gate) silent = _heardAt.TryGetValue(i, out var at) && _time.GetElapsedTime(at) > _deadline;
                if (silent && !told[i])
                {
                    Interlocked.Increment(ref _gaps);
                    _post(MarketEvent.FromForecast(i, Timestamp.FromDateTime(_time.GetUtcNow()), Forecast.None(ForecastStatus.Late, 0, Timestamp.FromDateTime(_time.GetUtcNow()))));
                }

                told[i] = silent;
            }
        }
    }

    /// <summary>How the loop and the model's quality stand, for the site.</summary>
    private async Task LookAsync(CancellationToken cancel)
    {
        do
        {
            try
            {
                var loops = await _client.GetAsync("v1/loop", cancel).ConfigureAwait(false);
                var quality = await _client.GetAsync("v1/quality?window=1h", cancel).ConfigureAwait(false);
                lock (_gate) (_loops, _quality) = (loops, quality);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or JsonException)
            {
                lock (_gate) (_loops, _quality) = (null, null);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await Wait(LookEvery, cancel).ConfigureAwait(false));
    }

    private async Task<bool> Wait(TimeSpan time, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(time, _time, cancel).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
