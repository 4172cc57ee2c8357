using Ats.Server.Live;

namespace Ats.Server.Site;

/// <summary>One topic of the live hub: how often it may be sent, its snapshot, and what is new since the last time (null = nothing).</summary>
internal abstract class Topic(string name, TimeSpan period)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _due;
    private long _sequence;

    public string Name { get; } = name;

    /// <summary>Consistent with the updates: what they said up to its sequence, no more.</summary>
    public TopicUpdate Snapshot(IContest contest)
    {
        lock (_gate) return new TopicUpdate(Name, _sequence, AsOf(contest), true, Whole(contest));
    }

    public TopicUpdate? Next(IContest contest, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now < _due || News(contest) is not { } news) return null;
            _due = now + period;
            return new TopicUpdate(Name, ++_sequence, AsOf(contest), news.IsSnapshot, news.Data);
        }
    }

    protected abstract object Whole(IContest contest);

    protected abstract (object Data, bool IsSnapshot)? News(IContest contest);

    private static DateTimeOffset? AsOf(IContest contest) => contest.View?.AsOf;
}
