using System.Runtime.CompilerServices;

namespace Ats.Forecasting.Features;

/// <summary>The mean over time of a value that holds until the next one: of a second, whatever the pace of the messages.</summary>
internal struct HeldMean
{
    private double _value;
    private double _area;
    private long _since;
    private long _from;
    private bool _begun;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long now, double value)
    {
        if (_begun) _area += _value * (now - _since);
        else (_begun, _from) = (true, now);
        (_value, _since) = (value, now);
    }

    /// <summary>The mean since the last closing (or since the first value), and the next span begins.</summary>
    public double Close(long now)
    {
        var area = _area + (_value * (now - _since));
        var mean = now > _from ? area / (now - _from) : _value;
        (_area, _since, _from) = (0, now, now);
        return mean;
    }

    public void Reset() => this = default;
}
