using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ats.Bybit.Exchange;

namespace Ats.Edge.Tests.Exchange;

/// <summary>A plain signing client for the tests: HTTP and sockets of one exchange.</summary>
internal sealed class ExchangeClient(ExchangeServer server, string key = "sim-key", string secret = "sim-secret") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };

    /// <summary>How far the signing clock is off, in ms.</summary>
    public Func<long> ClockOffset { get; init; } = () => 0;

    public long OffsetMs { init => ClockOffset = () => value; }

    public async Task<JsonElement> GetAsync(string pathAndQuery, bool signed = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery);
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        if (signed) Sign(request, Encoding.UTF8.GetBytes(mark < 0 ? "" : pathAndQuery[(mark + 1)..]));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await PostRawAsync(path, body);
        return await ReadAsync(response);
    }

    public async Task<JsonElement> PostBytesAsync(string path, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        Sign(request, body);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public async Task<HttpResponseMessage> PostRawAsync(string path, string body, bool signed = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signed) Sign(request, Encoding.UTF8.GetBytes(body));
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    public static int Code(JsonElement answer) => answer.GetProperty("retCode").GetInt32();

    public static JsonElement Result(JsonElement answer)
    {
        Assert.True(Code(answer) == 0, answer.ToString());
        return answer.GetProperty("result");
    }

    public async Task<SocketClient> ConnectAsync(string path, bool auth = false)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}{path}"), TestContext.Current.CancellationToken);
        var client = new SocketClient(socket);
        if (!auth) return client;
        await client.SendAsync(AuthText(60_000));
        var answer = await client.NextAsync(f => f.TryGetProperty("op", out var op) && op.GetString() == "auth");
        Assert.True(answer.TryGetProperty("success", out var ok) ? ok.GetBoolean() : Code(answer) == 0, answer.ToString());
        return client;
    }

    public string AuthText(long validMs)
    {
        var expires = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + ClockOffset() + validMs;
        return $$"""{"op":"auth","args":["{{key}}",{{expires}},"{{Hmac(Encoding.UTF8.GetBytes("GET/realtime" + expires))}}"]}""";
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private void Sign(HttpRequestMessage request, byte[] payload)
    {
        var time = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + ClockOffset()).ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-BAPI-API-KEY", key);
        request.Headers.Add("X-BAPI-TIMESTAMP", time);
        request.Headers.Add("X-BAPI-RECV-WINDOW", "5000");
        request.Headers.Add("X-BAPI-SIGN", Hmac([.. Encoding.UTF8.GetBytes(time + key + "5000"), .. payload]));
    }

    private string Hmac(byte[] text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text));
}
