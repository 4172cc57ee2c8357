using Ats.Domain;

namespace Ats.Engine;

/// <summary>When the engine has something to do by itself: mark positions each second, close bars, sample equity. None planned: <see cref="Timestamp.MaxValue"/>.</summary>
internal sealed class EngineTimers(InstrumentState[] instruments)
{
    private readonly InstrumentState[] _instruments = instruments;

    public Timestamp NextSample = Timestamp.MaxValue;
    public Timestamp NextMark = Timestamp.MaxValue;
    public Timestamp NextBar = Timestamp.MaxValue;

    /// <summary>The earliest of them.</summary>
    public Timestamp Next = Timestamp.MaxValue;

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

        var next = NextSample < NextMark ? NextSample : NextMark;
        Next = next < NextBar ? next : NextBar;
    }

    /// <summary>In a silence only the last mark before something else happens counts: a hole of days is not walked second by second.</summary>
    public void SkipMarks(Timestamp limit)
    {
        var until = limit < NextSample ? limit : NextSample;
        if (NextBar < until) until = NextBar;
        NextMark += (until - NextMark) / Timestamp.NanosecondsPerSecond * Timestamp.NanosecondsPerSecond;
    }
}
