namespace Ats.Forecasting.Drift;

/// <summary>The last so many values, oldest first.</summary>
internal sealed class RollingWindow(int capacity)
{
    private readonly double[] _values = new double[capacity];
    private int _next;

    public int Count { get; private set; }

    /// <summary>The value that fell out, if one did.</summary>
    public double? Add(double value)
    {
        double? gone = Count == capacity ? _values[_next] : null;
        _values[_next] = value;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
        return gone;
    }

    public double[] ToArray()
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++) values[i] = _values[(_next - Count + i + capacity) % capacity];
        return values;
    }
}
