using System.Globalization;
using System.Net;
using System.Text.Json;
using Ats.SampleSite;

namespace Ats.Edge.Tests.Server;

/// <summary>Commands change the contest, so each test has its own, standing still after a short history.</summary>
public sealed class OperatorApiTests : IAsyncLifetime
{
    private readonly SampleServer _server = new(new SampleSettings(HistoryHours: 0.5));

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong-token-of-some-length")]
    public async Task Without_the_token_nothing_is_done(string? token)
    {
        foreach (var path in new[] { "/api/v1/operator/halt", "/api/v1/operator/flatten", "/API/V1/OPERATOR/halt", "/api/v1/operator/orders", "/api/v1/operator/nothing" })
        {
            using var request = SampleServer.Post(path, "{}", token);
            var (status, detail) = await _server.Problem(request);
            Assert.Equal(401, status);
            Assert.Contains("X-Ats-Operator-Token", detail, StringComparison.Ordinal);
        }

        Assert.Equal("active", _server.Contest.Status().State);
    }

    [Fact]
    public async Task Halt_reduce_only_and_resume_set_the_state_of_all_arms_or_of_one()
    {
        await Done("/api/v1/operator/halt");
        await Until(async () => (await States()).All(s => s.State == "halted"));
        await Done("/api/v1/operator/resume", """{"arm":"macd","note":"looks fine"}""");
        await Until(async () => (await States()).All(s => s.State == (s.Arm == "macd" ? "active" : "halted")));
        await Done("/api/v1/operator/reduce-only");
        await Until(async () => (await States()).All(s => s.State == "reduceOnly"));
        await Done("/api/v1/operator/resume", "{}");
        await Until(async () => (await States()).All(s => s.State == "active"));
    }

    [Fact]
    public async Task Flatten_closes_every_position()
    {
        Assert.NotEqual(0, (await _server.Json("/api/v1/positions")).GetArrayLength());
        await Done("/api/v1/operator/flatten");
        // And no flat arm is listed for what it wanted before.
        await Until(async () => (await _server.Json("/api/v1/positions")).GetArrayLength() == 0);
    }

    [Fact]
    public async Task A_manual_order_goes_through_rests_and_is_cancelled()
    {
        var bid = decimal.Parse((await _server.Json("/api/v1/markets"))[0].GetProperty("bid").GetString()!, CultureInfo.InvariantCulture);
        var below = decimal.Round(bid * 0.97m); // Inside the collar of 5 %, too low to be hit.
        var order = await Done("/api/v1/operator/orders", $$"""{"side":"buy","quantity":"0.01","price":{{below}},"postOnly":true}""");
        var id = order.GetProperty("order").GetString()!;
        await Until(async () => (await _server.Json("/api/v1/orders?arm=manual")).EnumerateArray().Any(o => o.GetProperty("id").GetString() == id));
        using var cancel = SampleServer.Post($"/api/v1/operator/orders/{id}");
        cancel.Method = HttpMethod.Delete;
        using var answer = await _server.Client.SendAsync(cancel, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Until(async () => (await _server.Json("/api/v1/orders?arm=manual")).GetArrayLength() == 0);
    }

    [Fact]
    public async Task Commands_are_told_as_events_newest_first()
    {
        await Done("/api/v1/operator/reduce-only", """{"arm":"macd","note":"looks odd"}""");
        await Done("/api/v1/operator/orders", """{"side":"buy","quantity":"0.01","note":"by hand"}""");
        var events = (await _server.Json("/api/v1/events")).EnumerateArray().ToList();
        Assert.Equal(["order", "reduceOnly"], events.Take(2).Select(e => e.GetProperty("what").GetString()));
        Assert.Equal(("manual", "command", "operator"), (events[0].GetProperty("arm").GetString(), events[0].GetProperty("kind").GetString(), events[0].GetProperty("by").GetString()));
        Assert.Equal("buy 0.01 synthetic:linear:BTCUSDT at the market: by hand", events[0].GetProperty("detail").GetString());
        Assert.Equal("looks odd", Assert.Single((await _server.Json("/api/v1/events?arm=macd")).EnumerateArray()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_risk_gate_stands_before_manual_orders_too()
    {
        using var request = SampleServer.Post("/api/v1/operator/orders", """{"side":"buy","quantity":"50"}""");
        var (status, detail) = await _server.Problem(request);
        Assert.Equal(422, status);
        Assert.StartsWith("Denied by the risk gate: ", detail, StringComparison.Ordinal);
        Assert.Contains("threshold 3", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"side":"hold","quantity":"1"}""", 400, "side: 'hold' must be buy or sell.")]
    [InlineData("""{"side":"buy","quantity":"0"}""", 400, "must be above 0")]
    [InlineData("""{"side":"buy","quantity":"-1"}""", 400, "must be above 0")]
    [InlineData("""{"side":"buy","quantity":"0.0015"}""", 400, "is not a multiple of the lot 0.001")]
    [InlineData("""{"side":"buy","quantity":"0.0000000000001"}""", 400, "is not a multiple of the lot")]
    [InlineData("""{"side":"buy","quantity":"1","price":"95000.05"}""", 400, "is not a multiple of the tick 0.1")]
    [InlineData("""{"side":"buy","quantity":"1","price":"95000.0000000000001"}""", 400, "is not a multiple of the tick")]
    [InlineData("""{"side":"buy","quantity":"1","postOnly":true}""", 400, "postOnly needs a price.")]
    [InlineData("""{"side":"buy","quantity":"1","instrument":"DOGEUSDT"}""", 400, "'DOGEUSDT' is not traded here. There are: ")]
    [InlineData("""{"side":"buy","quantity":"much"}""", 400, "quantity: 'much' is not a decimal number.")]
    [InlineData("""{"side":"buy","quantity":"0,01"}""", 400, "quantity: '0,01' is not a decimal number.")]
    [InlineData("""{"side":"buy","quantity":true}""", 400, "quantity: must be a number.")]
    [InlineData("""{"side":"buy","quantity":"1","postOnly":"yes"}""", 400, "postOnly: must be true or false.")]
    [InlineData("""{"side":"buy","quantity":"1","size":2}""", 400, "There is no field 'size' in this request.")]
    [InlineData("""{"side":7,"quantity":"1"}""", 400, "side: must be text.")]
    [InlineData("""{"side":"buy","quantity":"1e30"}""", 400, "quantity:")]
    [InlineData("""{"side":"buy","quantity":"100000000000"}""", 400, "is too large, at most 90000000000.")]
    [InlineData("""{"side":"buy","quantity":"1","price":"1000000000"}""", 400, "is too high, at most 900000000.")]
    [InlineData("""{"quantity":"1"}""", 400, "side")]
    [InlineData("""{"side":"buy" """, 400, "The body is not valid JSON")]
    [InlineData("""[]""", 400, "The body must be a JSON object.")]
    [InlineData("", 400, "The request needs a body")]
    public async Task An_order_that_makes_no_sense_is_refused_in_words(string body, int expected, string says)
    {
        using var request = SampleServer.Post("/api/v1/operator/orders", body);
        var (status, detail) = await _server.Problem(request);
        Assert.Equal(expected, status);
        Assert.Contains(says, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/operator/halt", """{"arm":"nobody"}""", 404, "There is no arm 'nobody'")]
    [InlineData("/api/v1/operator/nothing", "{}", 404, "There is nothing at this address.")]
    public async Task A_command_for_nobody_is_refused(string path, string body, int expected, string says)
    {
        using var request = SampleServer.Post(path, body);
        var (status, detail) = await _server.Problem(request);
        Assert.Equal(expected, status);
        Assert.Contains(says, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", 400, "is not an order's name")]
    [InlineData("3-999999", 409, "is not working")]
    public async Task Cancelling_what_does_not_work_says_so(string id, int expected, string says)
    {
        using var request = SampleServer.Post($"/api/v1/operator/orders/{id}");
        request.Method = HttpMethod.Delete;
        var (status, detail) = await _server.Problem(request);
        Assert.Equal(expected, status);
        Assert.Contains(says, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_64_kB_is_refused()
    {
        using var request = SampleServer.Post("/api/v1/operator/halt", $$"""{"note":"{{new string('x', 70_000)}}"}""");
        Assert.Equal(413, (await _server.Problem(request)).Status);
        Assert.Equal("active", _server.Contest.Status().State);
    }

    [Fact]
    public async Task When_the_engine_has_stopped_a_command_is_answered_with_503()
    {
        await _server.Contest.StopEngine();
        using var request = SampleServer.Post("/api/v1/operator/halt", "{}");
        var (status, detail) = await _server.Problem(request);
        Assert.Equal(503, status);
        Assert.Contains("The engine has stopped", detail, StringComparison.Ordinal);
    }

    private async Task<JsonElement> Done(string path, string? body = null)
    {
        using var request = SampleServer.Post(path, body);
        using var answer = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<List<(string Arm, string State)>> States() =>
        [.. (await _server.Json("/api/v1/arms")).EnumerateArray().Select(a => (a.GetProperty("name").GetString()!, a.GetProperty("state").GetString()!))];

    /// <summary>Views follow commands within a quarter second; the test's own time limit ends a wait in vain.</summary>
    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, "It did not come to that.");
            await Task.Yield();
        }
    }
}
