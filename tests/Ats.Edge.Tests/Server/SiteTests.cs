using System.Net;
using System.Net.Sockets;
using System.Text;
using Ats.SampleSite;
using Ats.Server.Site;

namespace Ats.Edge.Tests.Server;

public sealed class SiteTests(SampleServer server) : IClassFixture<SampleServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/live")]
    [InlineData("/arms/macd")]
    public async Task A_page_of_the_site_is_the_page_and_is_asked_for_anew(string path)
    {
        using var answer = await server.Client.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<title>the page</title>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("no-cache", Assert.Single(answer.Headers.GetValues("Cache-Control")));
    }

    [Fact]
    public async Task A_file_with_a_hash_in_its_name_is_kept_and_sent_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-1234.js");
        request.Headers.Add("Accept-Encoding", "br, gzip");
        using var answer = await server.Client.SendAsync(request, Cancel);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
    }

    [Theory]
    [InlineData("/assets/gone-9999.js")]
    [InlineData("/favicon.ico")]
    [InlineData("/../../etc/passwd.txt")]
    [InlineData("/hub/other")]
    [InlineData("/metrics/more")]
    public async Task What_is_no_page_is_not_answered_with_one(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.Equal(404, (await server.Problem(request)).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/status")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/docs/")]
    [InlineData("/healthz")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var answer = await server.Client.GetAsync(path, Cancel);
        string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(path == "/docs/", Header("Content-Security-Policy").Contains("'unsafe-inline'", StringComparison.Ordinal));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("127.0.0.1.nip.io")]
    [InlineData("192.168.0.7")]
    public async Task A_foreign_Host_is_refused_even_with_the_token(string host)
    {
        var answer = await Raw($"POST /api/v1/operator/halt HTTP/1.1\r\nHost: {host}\r\n{OperatorToken.Header}: {SampleServer.Token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 421", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("nosniff", answer, StringComparison.Ordinal);
        Assert.Equal("active", server.Contest.Status().State);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    public async Task A_foreign_Origin_is_refused_even_with_the_token(string origin)
    {
        using var request = SampleServer.Post("/api/v1/operator/halt", "{}");
        request.Headers.Add("Origin", origin);
        var (status, detail) = await server.Problem(request);
        Assert.Equal(403, status);
        Assert.Contains(origin, detail, StringComparison.Ordinal);
        Assert.Equal("active", server.Contest.Status().State);
    }

    [Fact]
    public async Task The_sites_own_Origin_is_welcome()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        request.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Where_the_page_is_not_built_the_root_says_so_and_the_API_works()
    {
        await using var contest = new SampleContest(new SampleSettings(HistoryHours: 0.1, Live: false), TimeProvider.System).Start();
        await using var app = SiteHost.Build(contest, OperatorToken.Load(SampleServer.Token, ""), TimeProvider.System, Path.Combine(Path.GetTempPath(), "ats-no-such-site"));
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Contains("tools/web.sh", await client.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        using var status = await client.GetAsync("/api/v1/status", Cancel);
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        using var nothing = await client.GetAsync("/live", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        Assert.Equal("application/problem+json", nothing.Content.Headers.ContentType?.MediaType);
    }

    private async Task<string> Raw(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }
}
