namespace Ats.Forecasting.Features;

/// <summary>The mid on the grid: its returns, and how much it moves.</summary>
internal sealed class PriceMemory
{
    public const int LongestSeconds = 300;

    /// <summary>Added to every deviation as a variance, so that a price that stands still divides nothing by zero.</summary>
    private const double FloorBps = 0.05;

    private readonly double[] _logs = new double[512];
    private GrowingMean _fast = new(15);
    private GrowingMean _middle = new(60);
    private GrowingMean _slow = new(LongestSeconds);
    private int _rows;

    /// <summary>In quote units, as now known.</summary>
    public double Mid;

    /// <summary>Deviation of one-second log returns, basis points, above 0.</summary>
    public double SigmaBps { get; private set; }

    public double LogMid { get; private set; }

    public double FastDeviation => Deviation(_fast.Value);

    public double MiddleDeviation => Deviation(_middle.Value);

    public double SlowDeviation => Deviation(_slow.Value);

    public void Reset()
    {
        _fast.Reset();
        _middle.Reset();
        _slow.Reset();
        _rows = 0;
    }

    public void Close()
    {
        LogMid = Math.Log(Mid);
        if (_rows > 0)
        {
            var bps = 1e4 * (LogMid - At(_rows - 1));
            _fast.Add(bps * bps);
            _middle.Add(bps * bps);
            _slow.Add(bps * bps);
        }

        _logs[_rows++ & (_logs.Length - 1)] = LogMid;
        SigmaBps = Deviation(0.5 * (_middle.Value + _slow.Value));
    }

    /// <summary>Log return over the seconds given, or those since the start where there are fewer, in deviations of such a return.</summary>
    public double Return(int seconds)
    {
        var over = Math.Min(seconds, _rows - 1);
        return over == 0 ? 0 : InDeviations(LogMid - At(_rows - 1 - over), over);
    }

    /// <summary>A log return in deviations of one over the seconds given.</summary>
    public double InDeviations(double logReturn, double seconds) => 1e4 * logReturn / (SigmaBps * Math.Sqrt(seconds));

    private static double Deviation(double squareBps) => Math.Sqrt(squareBps + (FloorBps * FloorBps));

    private double At(int row) => _logs[row & (_logs.Length - 1)];
}
