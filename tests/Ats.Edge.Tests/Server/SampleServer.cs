using System.Text.Json;
using Ats.SampleSite;
using Ats.Server.Site;
using Microsoft.AspNetCore.Builder;

namespace Ats.Edge.Tests.Server;

/// <summary>The sample contest on the real server on a free port of loopback, with a small site of its own, for all tests that only read.</summary>
public sealed class SampleServer : IAsyncLifetime
{
    public const string Token = "sample-operator-token";

    private readonly SampleSettings _settings;
    private readonly string _siteFolder = Directory.CreateTempSubdirectory("ats-site").FullName;
    private WebApplication? _app;

    public SampleServer()
        : this(new SampleSettings(HistoryHours: 0.5))
    {
    }

    internal SampleServer(SampleSettings settings) => _settings = settings;

    public SampleContest Contest { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_siteFolder, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_siteFolder, "index.html"), "<!doctype html><title>the page</title>" + new string(' ', 2000));
        await File.WriteAllTextAsync(Path.Combine(_siteFolder, "assets", "app-1234.js"), "export const answer = 42;" + new string(' ', 2000));
        Contest = new SampleContest(_settings, TimeProvider.System).Start();
        _app = SiteHost.Build(Contest, OperatorToken.Load(Token, ""), TimeProvider.System, _siteFolder);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
        Client = new HttpClient { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        await Contest.DisposeAsync();
        Directory.Delete(_siteFolder, recursive: true);
    }

    internal async Task<JsonElement> Json(string path)
    {
        using var answer = await Client.GetAsync(path);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>A request that is to be refused: its status, and what the problem says.</summary>
    internal async Task<(int Status, string Detail)> Problem(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        return ((int)answer.StatusCode, problem.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "");
    }

    internal static HttpRequestMessage Post(string path, string? body = null, string? token = Token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (token is not null) request.Headers.Add(OperatorToken.Header, token);
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return request;
    }
}
