using Ats.Server.Live;

namespace Ats.Server.Site;

/// <summary>A topic of facts in order of their sequence; an update holds those newer than the last sent, newest first.</summary>
internal sealed class ListTopic<TFact>(string name, TimeSpan period, Func<IContest, int, Func<TFact, bool>?, IReadOnlyList<TFact>> read, Func<TFact, long> sequence, Func<TFact, IContest, object> view)
    : Topic(name, period)
{
    private const int SnapshotRows = 200;
    private const int MostNews = 100;
    private long _last;

    public override bool IsList => true;

    protected override object Whole(IContest contest) => read(contest, SnapshotRows, null).Select(f => view(f, contest)).ToList();

    protected override object? News(IContest contest)
    {
        var news = read(contest, MostNews, f => sequence(f) > _last);
        if (news.Count == 0) return null;
        _last = sequence(news[0]);
        return news.Select(f => view(f, contest)).ToList();
    }
}
