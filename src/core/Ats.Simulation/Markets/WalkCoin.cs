using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>The value of one coin: a Gaussian walk of about 55 % a year, and its minute bars before the start.</summary>
internal sealed class WalkCoin(double price, int historyDays, Rng random)
{
    private const double StepDeviation = 0.31e-4; // per tenth of a second
    private const double MinuteDeviation = 7.6e-4;
    private const int BarParts = 6;
    private double _log = Math.Log(price);
    private double[] _path = [];
    private Timestamp _start;

    public double Value => Math.Exp(_log);

    public void Open(Timestamp start, double? resumeAt)
    {
        if (_path.Length == 0) MakePath(start);
        if (resumeAt is > 0) _log = Math.Log(resumeAt.Value);
    }

    public void Step() => _log += StepDeviation * random.NextNormal();

    public IReadOnlyList<Bar> History(short instrument, Instrument rules)
    {
        var minutes = (_path.Length - 1) / BarParts;
        var bars = new Bar[minutes];
        var volumes = new Rng((ulong)instrument + 77);
        for (var m = 0; m < minutes; m++)
        {
            var part = _path.AsSpan(m * BarParts, BarParts + 1);
            var low = double.MaxValue;
            var high = double.MinValue;
            foreach (var value in part)
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }

            var close = _start + ((m + 1 - minutes) * 60 * Timestamp.NanosecondsPerSecond);
            var lots = 100 + (long)volumes.NextExponential(20_000);
            bars[m] = new Bar(instrument, BarInterval.OneMinute, close, close, At(part[0]), At(high), At(low), At(part[^1]), new Quantity(lots * rules.LotSize.Raw), 100);
        }

        return bars;

        Price At(double log) => rules.RoundToTick(Price.FromDouble(Math.Exp(log)));
    }

    /// <summary>Walks forward and shifts the whole path so that it ends at the opening value.</summary>
    private void MakePath(Timestamp start)
    {
        var minute = 60 * Timestamp.NanosecondsPerSecond;
        _start = new Timestamp(start.Nanoseconds / minute * minute);
        _path = new double[(historyDays * 1440 * BarParts) + 1];
        for (var i = 1; i < _path.Length; i++) _path[i] = _path[i - 1] + (MinuteDeviation / Math.Sqrt(BarParts) * random.NextNormal());
        var shift = _log - _path[^1];
        for (var i = 0; i < _path.Length; i++) _path[i] += shift;
    }
}
