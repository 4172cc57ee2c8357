namespace Ats.Engine.Risk;

/// <summary>The last so many values, to be summed.</summary>
public sealed class RollingValues(int capacity)
{
    private double[] _values = [];
    private int _next;

    public int Kept { get; private set; }

    /// <summary>Added up anew each time, so that a restart gives the same sum.</summary>
    public double Sum
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Kept; i++) sum += Oldest(i);
            return sum;
        }
    }

    public void Add(double value)
    {
        if (_values.Length == 0) _values = new double[capacity];
        _values[_next] = value;
        _next = _next + 1 == _values.Length ? 0 : _next + 1;
        if (Kept < _values.Length) Kept++;
    }

    public void Clear() => Kept = 0;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<double> Capture() => [.. Enumerable.Range(0, Kept).Select(Oldest)];

    private double Oldest(int i)
    {
        var at = _next - Kept + i;
        return _values[at < 0 ? at + _values.Length : at];
    }
}
