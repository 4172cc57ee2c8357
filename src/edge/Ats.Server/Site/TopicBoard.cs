using Microsoft.AspNetCore.SignalR;

namespace Ats.Server.Site;

/// <summary>The topics of one server.</summary>
internal sealed class TopicBoard
{
    public IReadOnlyList<Topic> Topics { get; } = TopicCatalog.Create();

    /// <exception cref="HubException">No such topic; the message lists those there are.</exception>
    public Topic Find(string name) => Topics.FirstOrDefault(t => t.Name == name)
        ?? throw new HubException($"There is no topic '{name}'. There are: {string.Join(", ", Topics.Select(t => t.Name))}.");
}
