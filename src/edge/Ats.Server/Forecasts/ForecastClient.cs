using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Ats.Domain;

namespace Ats.Server.Forecasts;

/// <summary>The forecaster's API as the trading system uses it: predictions as server-sent events, and how its loop and its models stand.</summary>
public sealed class ForecastClient : IDisposable
{
    private const int MostBytes = 64 * 1024;

    private static readonly TimeSpan ReadDeadline = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;

    public ForecastClient(Uri address)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ReadDeadline, UseProxy = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(address.ToString().TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Uri Address { get; }

    /// <summary>Predictions at one horizon until the stream ends; a comment of the server (it lives, nothing is new) comes as null.</summary>
    /// <exception cref="HttpRequestException">Refused, or the connection broke.</exception>
    /// <exception cref="FormatException">What came is no prediction.</exception>
    public async IAsyncEnumerable<ForecastReading?> StreamAsync(string symbol, int horizonSeconds, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/predictions/{Uri.EscapeDataString(symbol)}/stream?horizon={horizonSeconds}");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancel).ConfigureAwait(false) is { } line)
        {
            if (line.Length > MostBytes) throw new FormatException($"The forecaster sent a line of {line.Length} characters.");
            if (line.StartsWith("data:", StringComparison.Ordinal)) yield return Asked(ForecastReading.Parse(Encoding.UTF8.GetBytes(line[5..].Trim())), symbol, horizonSeconds);
            else if (line.StartsWith(':')) yield return null;
        }
    }

    /// <summary>A document of the API, read whole within the deadline.</summary>
    /// <exception cref="HttpRequestException">Refused, or no connection.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(ReadDeadline);
        try
        {
            using var response = await _http.GetAsync(path, deadline.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            var bytes = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.Clone();
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The forecaster did not answer {path} within {ReadDeadline.TotalSeconds:0} s.", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static ForecastReading Asked(ForecastReading reading, string symbol, int horizonSeconds) =>
        string.Equals(reading.Symbol, symbol, StringComparison.OrdinalIgnoreCase) && reading.Forecast.HorizonNanoseconds == horizonSeconds * Timestamp.NanosecondsPerSecond ? reading
        : throw new FormatException($"The forecaster was asked about {symbol} {horizonSeconds} s ahead and spoke of {reading.Symbol} {reading.Forecast.HorizonSeconds} s ahead.");
}
