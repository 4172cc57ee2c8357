using Ats.Server.Live;

namespace Ats.Server.Site;

/// <summary>A topic whose updates replace what the client has.</summary>
internal sealed class ValueTopic(string name, TimeSpan period, Func<IContest, object> read) : Topic(name, period)
{
    protected override object Whole(IContest contest) => read(contest);

    protected override (object Data, bool IsSnapshot)? News(IContest contest) => (read(contest), true);
}
