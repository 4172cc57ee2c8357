using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Ats.Edge.Tests.Server;

public sealed class LiveHubTests(SampleServer server) : IClassFixture<SampleServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribing_answers_with_a_snapshot_of_each_topic_and_updates_follow_without_a_gap()
    {
        await using var hub = await Connect();
        var updates = Listen(hub);
        var snapshots = await hub.InvokeAsync<JsonElement[]>("Subscribe", new[] { "status", "markets", "arms", "markets" }, Cancel);
        Assert.Equal(["status", "markets", "arms"], snapshots.Select(s => s.GetProperty("topic").GetString()));
        Assert.All(snapshots, s => Assert.True(s.GetProperty("isSnapshot").GetBoolean()));
        Assert.Equal("active", snapshots[0].GetProperty("data").GetProperty("state").GetString());
        var next = snapshots[1].GetProperty("sequence").GetInt64() + 1;
        for (var seen = 0; seen < 4;)
        {
            var update = await updates.ReadAsync(Cancel);
            if (update.GetProperty("topic").GetString() != "markets" || update.GetProperty("sequence").GetInt64() < next) continue;
            Assert.Equal(next++, update.GetProperty("sequence").GetInt64());
            Assert.Equal(JsonValueKind.String, update.GetProperty("data")[0].GetProperty("last").ValueKind);
            seen++;
        }
    }

    [Fact]
    public async Task Only_what_was_subscribed_to_is_sent()
    {
        await using var hub = await Connect();
        var updates = Listen(hub);
        await hub.InvokeAsync("Subscribe", new[] { "positions", "markets" }, Cancel);
        await hub.InvokeAsync("Unsubscribe", new[] { "positions" }, Cancel);
        while (updates.TryRead(out _))
        {
            // Sent before the second call.
        }

        for (var i = 0; i < 4; i++) Assert.Equal("markets", (await updates.ReadAsync(Cancel)).GetProperty("topic").GetString());
    }

    [Fact]
    public async Task Facts_are_sent_once_each_in_order_snapshot_and_updates_together()
    {
        await using var hub = await Connect();
        var updates = Listen(hub);
        var snapshot = Assert.Single(await hub.InvokeAsync<JsonElement[]>("Subscribe", new[] { "fills" }, Cancel));
        var known = Orders(snapshot.GetProperty("data"));
        var sequence = snapshot.GetProperty("sequence").GetInt64();
        foreach (var side in new[] { "buy", "sell", "buy" })
        {
            using var request = SampleServer.Post("/api/v1/operator/orders", $$"""{"side":"{{side}}","quantity":"0.01"}""");
            using var answer = await server.Client.SendAsync(request, Cancel);
            var order = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("order").GetString();
            while (!known.Exists(k => k.StartsWith(order + " ", StringComparison.Ordinal)))
            {
                var update = await updates.ReadAsync(Cancel);
                if (update.GetProperty("sequence").GetInt64() <= sequence) continue;
                Assert.Equal(++sequence, update.GetProperty("sequence").GetInt64());
                Assert.False(update.GetProperty("isSnapshot").GetBoolean());
                known.InsertRange(0, Orders(update.GetProperty("data")));
            }
        }

        Assert.Equal(known.Distinct(), known);
        var served = Orders(await server.Json("/api/v1/fills?limit=500"));
        Assert.Equal(served.SkipWhile(f => f != known[0]).Take(known.Count), known);
    }

    [Fact]
    public async Task A_command_is_told_to_whoever_listens_to_events()
    {
        await using var hub = await Connect();
        var updates = Listen(hub);
        await hub.InvokeAsync<JsonElement[]>("Subscribe", new[] { "events" }, Cancel);
        using var request = SampleServer.Post("/api/v1/operator/cancel-all", """{"arm":"cash","note":"for the listener"}""");
        using var answer = await server.Client.SendAsync(request, Cancel);
        while (true)
        {
            var told = (await updates.ReadAsync(Cancel)).GetProperty("data").EnumerateArray().FirstOrDefault(e => e.GetProperty("detail").GetString() == "for the listener");
            if (told.ValueKind == JsonValueKind.Undefined) continue;
            Assert.Equal(("cancelAll", "cash"), (told.GetProperty("what").GetString(), told.GetProperty("arm").GetString()));
            return;
        }
    }

    [Fact]
    public async Task A_snapshot_can_be_asked_for_after_a_gap()
    {
        await using var hub = await Connect();
        var first = await hub.InvokeAsync<JsonElement>("Snapshot", "leaderboard", Cancel);
        Assert.Equal(server.Contest.Arms.Count, first.GetProperty("data").GetArrayLength());
        var second = await hub.InvokeAsync<JsonElement>("Snapshot", "leaderboard", Cancel);
        Assert.True(second.GetProperty("sequence").GetInt64() >= first.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task An_unknown_topic_is_refused_with_the_list_of_those_there_are()
    {
        await using var hub = await Connect();
        var refusal = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Subscribe", new[] { "secrets" }, Cancel));
        Assert.Contains("There is no topic 'secrets'. There are: status, markets,", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Halt", Cancel));
        Assert.Equal(HubConnectionState.Connected, hub.State);
    }

    [Fact]
    public async Task A_foreign_page_cannot_listen()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/hub/live"), o => o.Headers["Origin"] = "https://evil.example").Build();
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync(Cancel));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refusal.StatusCode);
    }

    private static List<string> Orders(JsonElement fills) =>
        [.. fills.EnumerateArray().Select(f => $"{f.GetProperty("order").GetString()} {f.GetProperty("sequence").GetInt64()} {f.GetProperty("quantity").GetString()} {f.GetProperty("price").GetString()}")];

    private static ChannelReader<JsonElement> Listen(HubConnection hub)
    {
        var updates = Channel.CreateUnbounded<JsonElement>();
        hub.On<JsonElement>("update", update => updates.Writer.TryWrite(update));
        return updates.Reader;
    }

    private async Task<HubConnection> Connect()
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/hub/live")).Build();
        await hub.StartAsync(Cancel);
        return hub;
    }
}
