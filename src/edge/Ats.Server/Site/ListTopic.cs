using Ats.Server.Live;

namespace Ats.Server.Site;

/// <summary>
/// A topic of facts in order of their sequence; an update holds those newer than the last sent, newest first, and a snapshot only what was
/// sent already, so that a client gets each fact once. Facts of one input share its sequence: only inputs the engine has finished, those of
/// the view, are sent. When more has happened than fits in an update, the update is a snapshot.
/// </summary>
internal sealed class ListTopic<TFact>(string name, TimeSpan period, Func<IContest, int, Func<TFact, bool>?, IReadOnlyList<TFact>> read, Func<TFact, long> sequence, Func<TFact, IContest, object> view)
    : Topic(name, period)
{
    private const int SnapshotRows = 200;
    private const int MostNews = 100;
    private long _sent;

    protected override object Whole(IContest contest) => Views(read(contest, SnapshotRows, f => sequence(f) <= _sent), contest);

    protected override (object Data, bool IsSnapshot)? News(IContest contest)
    {
        var until = contest.View?.Sequence ?? 0;
        var news = read(contest, MostNews, f => sequence(f) > _sent && sequence(f) <= until);
        if (news.Count == 0) return null;
        _sent = until;
        return news.Count < MostNews ? (Views(news, contest), false) : (Whole(contest), true);
    }

    private List<object> Views(IReadOnlyList<TFact> facts, IContest contest) => facts.Select(f => view(f, contest)).ToList();
}
