namespace Ats.Server.Live;

/// <summary>Inputs a second, measured anew at most once a second.</summary>
internal sealed class InputRate(EngineLoop loop, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _at = time.GetTimestamp();
    private long _taken;
    private double _rate;

    public double PerSecond()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_at).TotalSeconds;
            if (elapsed < 1) return _rate;
            var taken = loop.Taken;
            _rate = (taken - _taken) / elapsed;
            (_taken, _at) = (taken, time.GetTimestamp());
            return _rate;
        }
    }
}
