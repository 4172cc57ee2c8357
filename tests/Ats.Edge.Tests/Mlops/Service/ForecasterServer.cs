using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ats.Edge.Tests.Mlops.Loop;
using Ats.Mlops.Service;
using Ats.Mlops.Service.Rest;
using Microsoft.AspNetCore.Builder;

namespace Ats.Edge.Tests.Mlops.Service;

/// <summary>The REST service on a free port of loopback over a loop on a clock of its own, with a champion, a predecessor and a warmed-up stream.</summary>
internal sealed class ForecasterServer : IAsyncDisposable
{
    public const string Token = "a-token-of-the-operator";
    private const string Header = "X-Test-Token";

    private readonly WebApplication _app;

    private ForecasterServer(LoopRig rig, Forecaster forecaster, WebApplication app)
    {
        (Rig, Forecaster, _app) = (rig, forecaster, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public LoopRig Rig { get; }

    public Forecaster Forecaster { get; }

    public HttpClient Client { get; }

    public static async Task<ForecasterServer> Start(bool hasChampion = true, int seconds = 60, string prefix = "")
    {
        var rig = new LoopRig();
        if (hasChampion)
        {
            rig.Champion(0.1f);
            rig.Champion(0.15f);
        }

        rig.Run(seconds);
        var forecaster = new Forecaster([new InstrumentForecaster(rig.Service, rig.Quality, rig.Registry, rig.Loop)], rig.Runner, rig.Time, "An invented market: no evidence about Bybit.");
        var app = ForecasterHost.Build(forecaster, new ForecasterAccess(c => c.Request.Headers[Header] == Token, $"A command needs the operator's token in the header {Header}."), 0, prefix);
        await app.StartAsync();
        return new ForecasterServer(rig, forecaster, app);
    }

    public async Task<JsonElement> Json(string path)
    {
        using var answer = await Client.GetAsync(path);
        Assert.Equal((200, "application/json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    public Task<(int Status, string Detail)> Problem(string path) => Problem(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<(int Status, string Detail)> Problem(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        return ((int)answer.StatusCode, problem.GetProperty("detail").GetString()!);
    }

    public async Task<(HttpResponseHeaders Headers, int Status, JsonElement Json)> Post(string path, string? body = null)
    {
        using var answer = await Client.SendAsync(Command(path, body));
        return (answer.Headers, (int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    public static HttpRequestMessage Command(string path, string? body = null, string? token = Token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (token is not null) request.Headers.Add(Header, token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Rig.Dispose();
    }
}
