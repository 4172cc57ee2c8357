using Ats.Domain;
using Ats.Server.Api;
using Ats.Server.Live;
using Ats.Server.Views;

namespace Ats.Server.Site;

/// <summary>What the live hub can be asked for.</summary>
internal static class TopicCatalog
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rare = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<Topic> Create() =>
    [
        new ValueTopic("status", Slow, c => c.Status()),
        new ValueTopic("markets", Fast, c => c.View?.Markets ?? []),
        new ValueTopic("arms", Fast, c => c.View?.Arms ?? []),
        new ValueTopic("positions", Fast, c => c.View?.Positions ?? []),
        new ValueTopic("orders", Fast, c => c.View?.Orders ?? []),
        new ValueTopic("leaderboard", Slow, LeaderboardBuilder.Build),
        new ValueTopic("forecaster", Slow, c => c.Forecaster() ?? ForecasterView.Off),
        new ValueTopic("verdict", Rare, VerdictBuilder.Build),
        new ValueTopic("latestDecisions", Slow, c => c.Tap.LatestDecisions().Select(d => ViewMapping.Of(d, c)).ToList()),
        new ListTopic<Decision>("decisions", Fast, (c, most, where) => c.Tap.Decisions(most, where), d => d.Sequence, (d, c) => ViewMapping.Of(d, c)),
        new ListTopic<Fill>("fills", Fast, (c, most, where) => c.Tap.Fills(most, where), f => f.Sequence, (f, c) => ViewMapping.Of(f, c)),
        new ListTopic<RoundTrip>("roundTrips", Fast, (c, most, where) => c.Tap.RoundTrips(most, where), t => t.Sequence, (t, c) => ViewMapping.Of(t, c)),
        new ListTopic<ContestEvent>("events", Fast, (c, most, where) => c.Tap.Events(most, where), e => e.Sequence, EventMapping.Of),
        new ValueTopic("interference", Rare, c => c.Interference()),
    ];
}
