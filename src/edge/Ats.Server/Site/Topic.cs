using Ats.Server.Live;

namespace Ats.Server.Site;

/// <summary>One topic of the live hub: how often it may be sent, its snapshot, and what is new since the last time (null = nothing).</summary>
internal abstract class Topic(string name, TimeSpan period)
{
    private DateTimeOffset _due;
    private long _sequence;

    public string Name { get; } = name;

    /// <summary>Every update adds to what the client has, instead of replacing it.</summary>
    public virtual bool IsList => false;

    public TopicUpdate Snapshot(IContest contest) => new(Name, Volatile.Read(ref _sequence), contest.View?.AsOf ?? default, true, Whole(contest));

    public TopicUpdate? Next(IContest contest, DateTimeOffset now)
    {
        if (now < _due) return null;
        var data = IsList ? News(contest) : Whole(contest);
        if (data is null) return null;
        _due = now + period;
        return new TopicUpdate(Name, Interlocked.Increment(ref _sequence), contest.View?.AsOf ?? default, !IsList, data);
    }

    protected abstract object Whole(IContest contest);

    protected virtual object? News(IContest contest) => null;
}
