using Ats.Server.Live;
using Microsoft.AspNetCore.SignalR;

namespace Ats.Server.Site;

/// <summary>
/// Live data for dashboards, read-only: <c>Subscribe(topics)</c> answers with a snapshot of each and sends <c>update</c> messages from
/// then on; <c>Snapshot(topic)</c> gives a fresh one after a gap. See <see cref="TopicUpdate"/>.
/// </summary>
internal sealed class LiveHub(TopicBoard board, IContest contest) : Hub
{
    /// <summary>Where the hub listens.</summary>
    public const string Path = "/hub/live";

    /// <summary>The message clients listen to.</summary>
    public const string Message = "update";

    public async Task<IReadOnlyList<TopicUpdate>> Subscribe(string[] topics)
    {
        var found = topics.Distinct(StringComparer.Ordinal).Select(board.Find).ToList();
        foreach (var topic in found) await Groups.AddToGroupAsync(Context.ConnectionId, topic.Name);
        return found.ConvertAll(t => t.Snapshot(contest));
    }

    public async Task Unsubscribe(string[] topics)
    {
        foreach (var topic in topics) await Groups.RemoveFromGroupAsync(Context.ConnectionId, board.Find(topic).Name);
    }

    public TopicUpdate Snapshot(string topic) => board.Find(topic).Snapshot(contest);
}
