using Ats.Domain;

namespace Ats.Engine;

/// <summary>When the engine has something to do by itself: mark positions each second, close bars, sample equity, begin a new day, let a forecast go. None planned: <see cref="Timestamp.MaxValue"/>.</summary>
internal sealed class EngineTimers(InstrumentState[] instruments)
{
    private readonly InstrumentState[] _instruments = instruments;

    public Timestamp NextSample = Timestamp.MaxValue;
    public Timestamp NextMark = Timestamp.MaxValue;
    public Timestamp NextBar = Timestamp.MaxValue;

    /// <summary>Start of the next UTC day.</summary>
    public Timestamp NextDay = Timestamp.MaxValue;

    /// <summary>When a forecast is good no longer.</summary>
    public Timestamp NextLapse = Timestamp.MaxValue;

    /// <summary>The earliest of them.</summary>
    public Timestamp Next = Timestamp.MaxValue;

    /// <summary>The next that waits until its moment is over.</summary>
    public Timestamp NextSlow => NextSample < NextDay ? NextSample : NextDay;

    public bool IsMarking => NextMark != Timestamp.MaxValue;

    public void StartMarks(Timestamp received)
    {
        NextMark = BarBuilder.CloseAfter(received, BarInterval.OneSecond);
        Plan();
    }

    public void Plan()
    {
        NextBar = Timestamp.MaxValue;
        foreach (var state in _instruments)
        {
            if (state.HasBars) continue;
            foreach (var feed in state.Feeds)
            {
                if (feed.Builder.NextClose < NextBar) NextBar = feed.Builder.NextClose;
            }
        }

        var next = NextSlow < NextMark ? NextSlow : NextMark;
        if (NextLapse < next) next = NextLapse;
        Next = next < NextBar ? next : NextBar;
    }

    /// <summary>In a silence only the last mark before something else happens counts: a hole of days is not walked second by second.</summary>
    public void SkipMarks(Timestamp limit)
    {
        var until = limit < NextSlow ? limit : NextSlow;
        if (NextBar < until) until = NextBar;
        if (NextLapse < until) until = NextLapse;
        NextMark += (until - NextMark) / Timestamp.NanosecondsPerSecond * Timestamp.NanosecondsPerSecond;
    }
}
