using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ats.Mlops.Loop;

namespace Ats.Edge.Tests.Mlops.Service;

public sealed partial class ForecasterApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prediction_has_the_fields_of_the_design_and_its_numbers_agree()
    {
        await using var server = await ForecasterServer.Start();
        var said = await server.Json("/v1/predictions/BTCUSDT?horizon=15");
        Assert.Equal(
            ["symbol", "horizonSeconds", "asOf", "validUntil", "mid", "price", "meanBps", "sigmaBps", "quantiles", "pUp", "interval90", "model", "source", "state", "featureHash", "latencyMicroseconds", "sequence"],
            said.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("BTCUSDT", 15, "model", "ok", "123456789abcdef0"), (Text(said, "symbol"), said.GetProperty("horizonSeconds").GetInt32(), Text(said, "source"), Text(said, "state"), Text(said, "featureHash")));
        var model = said.GetProperty("model");
        Assert.Equal(("echo", "v0002", "champion"), (Text(model, "name"), Text(model, "version"), Text(model, "alias")));
        var mid = said.GetProperty("mid").GetDouble();
        Assert.Equal(mid * Math.Exp(said.GetProperty("meanBps").GetDouble() / 1e4), said.GetProperty("price").GetDouble(), 3);
        var quantiles = said.GetProperty("quantiles").EnumerateArray().ToList();
        Assert.Equal([0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95], quantiles.Select(q => q.GetProperty("level").GetDouble()));
        Assert.Equal(quantiles[0].GetProperty("bps").GetDouble(), said.GetProperty("interval90").GetProperty("lowBps").GetDouble());
        Assert.Equal(quantiles[8].GetProperty("price").GetDouble(), said.GetProperty("interval90").GetProperty("high").GetDouble());
        Assert.True(said.GetProperty("validUntil").GetDateTimeOffset() > said.GetProperty("asOf").GetDateTimeOffset());
        Assert.Equal(5, (await server.Json("/v1/predictions/btcusdt?horizon=5")).GetProperty("horizonSeconds").GetInt32());
        Assert.Equal(15, (await server.Json("/v1/predictions/BTCUSDT")).GetProperty("horizonSeconds").GetInt32());
        var next = said.GetProperty("sequence").GetInt64() + 1;
        server.Rig.Run(1);
        Assert.Equal(next, (await server.Json("/v1/predictions/BTCUSDT")).GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task What_cannot_be_answered_is_refused_in_words()
    {
        await using var server = await ForecasterServer.Start();
        Assert.Equal((404, "'BTCUST' is not forecast here. Did you mean 'BTCUSDT'? There are: BTCUSDT."), await server.Problem("/v1/predictions/BTCUST"));
        Assert.Equal((400, "horizon: 60 s is not predicted. There are: 5, 15."), await server.Problem("/v1/predictions/BTCUSDT?horizon=60"));
        Assert.Equal((400, "horizon: '-1' is not a number of seconds."), await server.Problem("/v1/predictions/BTCUSDT?horizon=-1"));
        Assert.Equal((400, "horizon: 'x' is not a number of seconds."), await server.Problem("/v1/predictions/BTCUSDT/stream?horizon=x"));
        Assert.Equal(400, (await server.Problem("/v1/quality?window=1y")).Status);
        Assert.Equal(404, (await server.Problem("/v1/training-runs/none")).Status);
        Assert.Equal(404, (await server.Problem("/v1/models/v0042")).Status);
        Assert.Equal((404, "There is nothing at this address."), await server.Problem("/v1/nothing"));
        await using var empty = await ForecasterServer.Start(hasChampion: false, seconds: 0);
        Assert.Equal(503, (await empty.Problem("/v1/predictions/BTCUSDT")).Status);
    }

    [Fact]
    public async Task Without_a_model_the_fallback_is_served_and_said()
    {
        await using var server = await ForecasterServer.Start(hasChampion: false, seconds: 5);
        var said = await server.Json("/v1/predictions/BTCUSDT");
        Assert.Equal(("fallback", "warming", "random-walk"), (Text(said, "source"), Text(said, "state"), Text(said.GetProperty("model"), "name")));
        Assert.Equal(JsonValueKind.Null, said.GetProperty("model").GetProperty("version").ValueKind);
        Assert.Equal(0, said.GetProperty("meanBps").GetDouble());
    }

    [Fact]
    public async Task The_stream_sends_each_prediction_once()
    {
        await using var server = await ForecasterServer.Start();
        using var answer = await server.Client.GetAsync("/v1/predictions/BTCUSDT/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        var first = await Event(reader);
        for (var i = 1; i <= 3; i++)
        {
            server.Rig.Run(1);
            Assert.Equal(first + i, await Event(reader));
        }
    }

    [Fact]
    public async Task Models_are_listed_shown_and_told_in_words()
    {
        await using var server = await ForecasterServer.Start();
        Directory.CreateDirectory(Path.Combine(server.Rig.Registry.Folder, "v0003"));
        var all = await server.Json("/v1/models");
        Assert.Equal([("v0002", "champion"), ("v0001", "previous")], all.GetProperty("models").EnumerateArray().Select(m => (Text(m, "version"), Text(m, "status"))));
        Assert.Equal(Path.Combine("models", "BTCUSDT-15s", "v0003", "manifest.json"), Text(all.GetProperty("ignored")[0], "file"));
        var one = await server.Json("/v1/models/champion");
        Assert.Equal(("v0002", "echo", true), (Text(one, "version"), Text(one, "name"), one.GetProperty("isSynthetic").GetBoolean()));
        Assert.Equal(0.041, one.GetProperty("metrics")[0].GetProperty("value").GetDouble());
        Assert.Equal("pass", Text(one.GetProperty("gates")[0], "outcome"));
        using var card = await server.Client.GetAsync("/v1/models/v0001/card", Cancel);
        Assert.Equal("text/markdown", card.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("# BTCUSDT v0001: echo", await card.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_need_the_operators_token_and_change_nothing_without()
    {
        await using var server = await ForecasterServer.Start();
        foreach (var path in new[] { "/v1/models/v0001:promote", "/v1/models/v0001:shadow", "/v1/models/v0001:reject", "/v1/rollback", "/v1/training-runs", "/v1/loop:pause", "/v1/loop:resume" })
        {
            var (status, detail) = await server.Problem(ForecasterServer.Command(path, token: null));
            Assert.Equal((401, "A command needs the operator's token in the header X-Test-Token."), (status, detail));
            Assert.Equal(401, (await server.Problem(ForecasterServer.Command(path, token: "wrong"))).Status);
        }

        Assert.Equal("v0002", server.Rig.Service.ServedVersion);
        Assert.Equal(0, server.Rig.Runner.Started);
    }

    [Theory]
    [InlineData("application/json", "{bad", 400, "The body is not JSON of the form {\"symbol\": ..., \"reason\": ...}.")]
    [InlineData("text/plain", "x", 415, "A body must be application/json.")]
    public async Task A_body_that_cannot_be_read_is_refused_in_words(string type, string body, int status, string detail)
    {
        await using var server = await ForecasterServer.Start();
        using var request = ForecasterServer.Command("/v1/loop:pause");
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, type);
        Assert.Equal((status, detail), await server.Problem(request));
        Assert.Equal(LoopState.Serving, server.Rig.State);
    }

    [Fact]
    public async Task An_operator_rolls_back_promotes_shadows_rejects_pauses_and_resumes()
    {
        await using var server = await ForecasterServer.Start();
        var (_, status, loop) = await server.Post("/v1/rollback", """{"reason":"it looks odd"}""");
        Assert.Equal((200, "v0001", "serving"), (status, Text(loop, "champion"), Text(loop, "state")));
        Assert.Equal("rejected", Text(await server.Json("/v1/models/v0002"), "status"));
        Assert.Equal(409, (await server.Problem(ForecasterServer.Command("/v1/rollback"))).Status);

        (_, status, loop) = await server.Post("/v1/models/v0002:promote");
        Assert.Equal((200, "v0002", "v0001"), (status, Text(loop, "champion"), Text(loop, "standby")));
        Assert.Equal((409, "v0002 serves already."), await server.Problem(ForecasterServer.Command("/v1/models/champion:promote")));
        Assert.Equal(404, (await server.Problem(ForecasterServer.Command("/v1/models/v0009:promote"))).Status);

        (_, status, loop) = await server.Post("/v1/models/v0001:shadow");
        Assert.Equal((200, "shadow", "v0001"), (status, Text(loop, "state"), Text(loop, "challenger")));
        (_, status, loop) = await server.Post("/v1/models/v0001:reject");
        Assert.Equal((200, "serving"), (status, Text(loop, "state")));

        var (_, paused, loops) = await server.Post("/v1/loop:pause");
        Assert.Equal((200, "paused"), (paused, Text(loops.GetProperty("instruments")[0], "state")));
        Assert.Equal(409, (await server.Problem(ForecasterServer.Command("/v1/training-runs"))).Status);
        (_, status, loops) = await server.Post("/v1/loop:resume");
        Assert.Equal("serving", Text(loops.GetProperty("instruments")[0], "state"));
        Assert.Equal("An invented market: no evidence about Bybit.", Text(await server.Json("/v1/loop"), "notice"));
    }

    [Fact]
    public async Task A_training_is_accepted_with_its_address_and_can_be_followed()
    {
        await using var server = await ForecasterServer.Start();
        var (headers, status, run) = await server.Post("/v1/training-runs", """{"symbol":"BTCUSDT","reason":"a test"}""");
        Assert.Equal(202, status);
        Assert.Equal($"/v1/training-runs/{Text(run, "id")}", headers.Location!.ToString());
        var at = await server.Json(headers.Location.ToString());
        Assert.Equal(("BTCUSDT", "operator", "running"), (Text(at, "symbol"), Text(at, "trigger"), Text(at, "state")));
        server.Rig.Run(5);
        Assert.Equal(("done", "v0003"), (Text(await server.Json(headers.Location.ToString()), "state"), Text(await server.Json(headers.Location.ToString()), "version")));
        Assert.Equal("shadow", Text((await server.Json("/v1/loop")).GetProperty("instruments")[0], "state"));
    }

    [Fact]
    public async Task Quality_and_drift_are_told_with_numbers_and_in_words()
    {
        await using var server = await ForecasterServer.Start(seconds: 1000);
        var quality = await server.Json("/v1/quality?window=1h");
        var of = quality.GetProperty("instruments")[0];
        Assert.Equal("v0002", Text(of, "version"));
        Assert.Contains("v0002 has skill at 15 s", Text(of, "verdict"), StringComparison.Ordinal);
        var main = of.GetProperty("horizons").EnumerateArray().Single(h => h.GetProperty("horizonSeconds").GetInt32() == 15);
        Assert.InRange(main.GetProperty("n").GetInt32(), 950, 1000);
        Assert.InRange(main.GetProperty("r2").GetDouble(), 0.02, 0.4);
        Assert.True(main.GetProperty("r2Low").GetDouble() < main.GetProperty("r2").GetDouble());
        Assert.InRange(main.GetProperty("coverage90").GetDouble(), 0.8, 1);
        var fifteen = (await server.Json("/v1/quality?window=5m")).GetProperty("instruments")[0].GetProperty("horizons").EnumerateArray().Last();
        Assert.InRange(fifteen.GetProperty("n").GetInt32(), 280, 300);
        Assert.False((await server.Json("/v1/drift")).GetProperty("instruments")[0].GetProperty("triggered").GetBoolean());
    }

    [Fact]
    public async Task Health_readiness_and_metrics_tell_how_it_goes()
    {
        await using var server = await ForecasterServer.Start();
        Assert.Equal("ok", Text(await server.Json("/healthz"), "status"));
        Assert.Equal("ready", Text(await server.Json("/readyz"), "status"));
        server.Forecaster.Fault = "the market is no longer recorded";
        using (var deaf = await server.Client.GetAsync("/healthz", Cancel)) Assert.Equal((503, true), ((int)deaf.StatusCode, (await deaf.Content.ReadAsStringAsync(Cancel)).Contains("no longer recorded", StringComparison.Ordinal)));
        server.Forecaster.Fault = null;
        server.Rig.Service.Watch(new Ats.Domain.Timestamp(server.Rig.Market.Now.Nanoseconds + 60_000_000_000));
        using (var ready = await server.Client.GetAsync("/readyz", Cancel)) Assert.Equal(503, (int)ready.StatusCode);
        server.Rig.IsDiskFull = true;
        for (var i = 0; i < 3; i++) server.Rig.Market.Poison(server.Rig.Service, server.Rig.Time);
        server.Rig.Loop.Step();
        using (var health = await server.Client.GetAsync("/healthz", Cancel)) Assert.Contains("No space left", await health.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var answer = await server.Client.GetAsync("/metrics", Cancel);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(MetricLine(), line));
        Assert.Contains("ats_forecaster_loop_faulted{symbol=\"BTCUSDT\"} 1", lines);
        Assert.Contains("ats_forecaster_faults_total{symbol=\"BTCUSDT\"} 3", lines);
        var count = lines.Single(l => l.StartsWith("ats_forecaster_latency_seconds_count", StringComparison.Ordinal)).Split(' ')[1];
        Assert.Contains($"ats_forecaster_latency_seconds_bucket{{symbol=\"BTCUSDT\",le=\"+Inf\"}} {count}", lines);
        Assert.True(long.Parse(count, CultureInfo.InvariantCulture) >= 60);
    }

    [Fact]
    public async Task Foreign_names_and_pages_are_refused()
    {
        await using var server = await ForecasterServer.Start();
        var foreign = new HttpRequestMessage(HttpMethod.Get, "/v1/loop");
        foreign.Headers.Host = "forecaster.example.com";
        Assert.Equal(421, (await server.Problem(foreign)).Status);
        var page = ForecasterServer.Command("/v1/rollback");
        page.Headers.Add("Origin", "http://example.com");
        Assert.Equal(403, (await server.Problem(page)).Status);
        Assert.Equal("v0002", server.Rig.Service.ServedVersion);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_every_route_under_the_prefix()
    {
        await using var server = await ForecasterServer.Start(prefix: "/forecaster");
        var document = await server.Json("/forecaster/openapi.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            [
                "/forecaster/healthz", "/forecaster/metrics", "/forecaster/readyz", "/forecaster/v1/drift", "/forecaster/v1/loop", "/forecaster/v1/loop:pause", "/forecaster/v1/loop:resume",
                "/forecaster/v1/models", "/forecaster/v1/models/{version}", "/forecaster/v1/models/{version}/card", "/forecaster/v1/models/{version}:promote", "/forecaster/v1/models/{version}:reject",
                "/forecaster/v1/models/{version}:shadow", "/forecaster/v1/predictions/{symbol}", "/forecaster/v1/predictions/{symbol}/stream", "/forecaster/v1/quality", "/forecaster/v1/rollback",
                "/forecaster/v1/training-runs", "/forecaster/v1/training-runs/{id}",
            ],
            paths);
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("PredictionView").GetProperty("properties");
        var served = await server.Json("/forecaster/v1/predictions/BTCUSDT");
        Assert.Equal(served.EnumerateObject().Select(p => p.Name).Order(), schema.EnumerateObject().Select(p => p.Name).Order());
        var (headers, status, _) = await server.Post("/forecaster/v1/training-runs");
        Assert.Equal((202, true), (status, headers.Location!.ToString().StartsWith("/forecaster/v1/training-runs/", StringComparison.Ordinal)));
    }

    private static async Task<long> Event(StreamReader reader)
    {
        long id = 0;
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            if (line.StartsWith("data: ", StringComparison.Ordinal)) Assert.Equal(id, JsonDocument.Parse(line[6..]).RootElement.GetProperty("sequence").GetInt64());
            if (line.Length == 0 && id > 0) return id;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    [GeneratedRegex("""^(# (HELP|TYPE) ats_forecaster_[a-z0-9_]+ .+|ats_forecaster_[a-z0-9_]+\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")?\} -?[0-9.E+-]+)$""")]
    private static partial Regex MetricLine();
}
