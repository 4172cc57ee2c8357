using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using Ats.Cli.Runs;
using Ats.Server.Api;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Site;

namespace Ats.Cli.Operator;

/// <summary>
/// Talks to the running contest. It is found by --port, else where the run of these settings' journal says it listens, else at the settings'
/// port. The operator's token goes along with commands only.
/// </summary>
internal sealed class OperatorClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http;
    private readonly LiveSettings _settings;

    public OperatorClient(LiveSettings settings, int? port)
    {
        _settings = settings;
        var beat = Heartbeat.TryRead(RunFiles.Of(settings).Heartbeat);
        Address = port is null && beat is { State: Heartbeat.Running, Address: { } address } ? new Uri(address) : new Uri($"http://127.0.0.1:{port ?? settings.Port}");
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address, Timeout = Patience };
    }

    public Uri Address { get; }

    public void Dispose() => _http.Dispose();

    /// <summary>What the API answers to a reading request, as text.</summary>
    /// <exception cref="ServerSilentException">No server answers.</exception>
    /// <exception cref="RefusedException">It said no.</exception>
    public async Task<string> ReadAsync(string path) => await TextAsync(new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path));

    public async Task<T> ReadAsync<T>(string path)
    {
        var text = await ReadAsync(path);
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ServerSilentException($"What answers at {Address} is not the contest of this version: name its port with --port.", e);
        }
    }

    /// <summary>Sends an operator's command.</summary>
    /// <exception cref="ServerSilentException">No server answers.</exception>
    /// <exception cref="RefusedException">It said no: a limit with value and threshold, the token, the state.</exception>
    public async Task<CommandAnswer> CommandAsync(HttpMethod method, string path, object? body = null)
    {
        var token = OperatorToken.ForClient(Environment.GetEnvironmentVariable(OperatorToken.Variable), _settings.OperatorTokenFile);
        using var request = new HttpRequestMessage(method, "api/v1/operator/" + path);
        if (token is not null) request.Headers.TryAddWithoutValidation(OperatorToken.Header, token);
        if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        return JsonSerializer.Deserialize<CommandAnswer>(await TextAsync(request), Json)!;
    }

    private async Task<string> TextAsync(HttpRequestMessage request)
    {
        try
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode) return text;
            throw answer.StatusCode == HttpStatusCode.Unauthorized ? new RefusedException(WrongToken()) : new RefusedException(Detail(text) ?? $"What answers at {Address} is not a contest of this version ({(int)answer.StatusCode} to {request.RequestUri}).");
        }
        catch (TaskCanceledException e)
        {
            throw new ServerSilentException($"The server at {Address} did not answer within {Patience.TotalSeconds:0} s{Process()}.", e);
        }
        catch (HttpRequestException e)
        {
            throw new ServerSilentException($"{(Address.Port == 0 ? "No contest of these settings is running" : $"No server answers at {Address}")}: start the contest with 'ats run', or name its port with --port.", e);
        }
    }

    private string Process() => Heartbeat.TryRead(RunFiles.Of(_settings).Heartbeat) is { State: Heartbeat.Running } beat ? $" (process {beat.Process}, last sign of life {beat.At:HH:mm:ss} UTC)" : PortOwner.Of(Address.Port) is { } owner ? $" ({owner})" : "";

    private string WrongToken() => Environment.GetEnvironmentVariable(OperatorToken.Variable) is not null
        ? $"The server at {Address} refused the operator token of {OperatorToken.Variable}: unset it to use {_settings.OperatorTokenFile}, or set it as the server's is."
        : File.Exists(_settings.OperatorTokenFile)
            ? $"The server at {Address} refused the operator token of {_settings.OperatorTokenFile}: it was started with another file or with {OperatorToken.Variable}. Use its settings (--settings)."
            : $"There is no operator token: {_settings.OperatorTokenFile} is not there and {OperatorToken.Variable} is not set. Use the server's settings (--settings) or its directory.";

    private static string? Detail(string text)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
