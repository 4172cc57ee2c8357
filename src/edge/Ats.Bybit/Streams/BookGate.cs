using Ats.Bybit.Wire;

namespace Ats.Bybit.Streams;

/// <summary>Lets the frames of one book through in their order: a snapshot always, a delta only right after what came before it.</summary>
internal struct BookGate
{
    private long _last;

    public bool IsLive { get; private set; }

    public BookVerdict Judge(in BookFrame frame)
    {
        if (frame.IsSnapshot)
        {
            // Level 1 repeats itself every three seconds when nothing changes.
            var repeated = IsLive && frame.Depth == 1 && frame.UpdateId == _last;
            (IsLive, _last) = (true, frame.UpdateId);
            return repeated ? BookVerdict.Ignore : BookVerdict.Pass;
        }

        if (!IsLive || frame.UpdateId <= _last) return BookVerdict.Ignore;
        if (frame.UpdateId == _last + 1)
        {
            _last = frame.UpdateId;
            return BookVerdict.Pass;
        }

        IsLive = false;
        return BookVerdict.Gap;
    }

    public void Reset() => IsLive = false;
}
