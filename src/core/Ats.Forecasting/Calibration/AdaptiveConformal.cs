using Ats.Domain;

namespace Ats.Forecasting.Calibration;

/// <summary>
/// Keeps the 90 % interval of one horizon honest while the market changes: adaptive conformal inference (Gibbs and Candès, 2021). A score says how far an
/// outcome lay from the median in half widths of the model's interval; the multiplier in force is the quantile of recent scores at the level
/// 1 - alpha, and alpha moves by gamma (0.1 - missed) with each matured outcome. All nine quantiles are stretched about the median by it.
/// </summary>
public sealed class AdaptiveConformal
{
    private const double TargetMiss = 0.1;

    // A score beyond any multiplier, for outcomes off an interval without width.
    private const double Beyond = 1e6;

    private readonly ConformalSettings _settings;
    private readonly double[] _ring;
    private readonly double[] _sorted;
    private int _count;
    private int _next;
    private double _miss = TargetMiss;
    private Timestamp? _lastAsOf;

    public AdaptiveConformal(int horizonSeconds, ConformalSettings? settings = null)
    {
        HorizonSeconds = horizonSeconds;
        _settings = settings ?? ConformalSettings.Default;
        _ring = new double[_settings.Window];
        _sorted = new double[_settings.Window];
    }

    public int HorizonSeconds { get; }

    /// <summary>Seconds between outcomes that are learned from.</summary>
    private int Stride => Math.Max(1, HorizonSeconds / ForecastHorizons.MainSeconds);

    /// <summary>What intervals are stretched by now; 1 leaves them as they are.</summary>
    public double Multiplier { get; private set; } = 1;

    /// <summary>Stretches the nine quantiles about the median by <see cref="Multiplier"/>.</summary>
    /// <param name="output">One horizon's part of a prediction.</param>
    public void Apply(Span<float> output)
    {
        var median = output[PredictionLayout.Median];
        foreach (ref var quantile in output[PredictionLayout.FirstQuantile..]) quantile = median + ((quantile - median) * (float)Multiplier);
    }

    /// <summary>How far the outcome lay from the median, in half widths of the 90 % interval on its side, before any stretching; 1 is on its end.</summary>
    /// <param name="output">One horizon's part of the prediction as the model gave it.</param>
    /// <param name="outcome">In the unit of <paramref name="output"/>.</param>
    public static double Score(ReadOnlySpan<float> output, double outcome)
    {
        var median = output[PredictionLayout.Median];
        var end = outcome >= median ? output[PredictionLayout.FirstQuantile + PredictionLayout.Quantiles - 1] : output[PredictionLayout.FirstQuantile];
        var width = Math.Abs((double)end - median);
        var distance = Math.Abs(outcome - median);
        return distance == 0 ? 0 : width > 0 ? Math.Min(distance / width, Beyond) : Beyond;
    }

    /// <summary>Takes a matured outcome. False, and nothing is taken, when it is not matured at <paramref name="now"/>, not newer than the last, or not finite.</summary>
    /// <param name="asOf">When it was predicted.</param>
    /// <param name="score">See <see cref="Score"/>.</param>
    /// <param name="servedMultiplier">The multiplier its prediction was served with.</param>
    public bool Observe(Timestamp asOf, double score, double servedMultiplier, Timestamp now)
    {
        if (now < asOf + (HorizonSeconds * Timestamp.NanosecondsPerSecond) || asOf <= _lastAsOf || !double.IsFinite(score)) return false;
        // Outcomes of long horizons overlap: one in so many is news, so that a run of misses is not counted as often as there are seconds in it.
        if (_lastAsOf is { } last && asOf < last + (Stride * Timestamp.NanosecondsPerSecond)) return true;
        _lastAsOf = asOf;
        var missed = score > servedMultiplier ? 1 : 0;
        Remember(score);
        if (_count < _settings.Minimum) return true;
        _miss += _settings.StepSize * (TargetMiss - missed);
        Multiplier = Quantile();
        return true;
    }

    public ConformalState Capture()
    {
        var scores = new double[_count];
        for (var i = 0; i < _count; i++) scores[i] = _ring[(_next - _count + i + _ring.Length) % _ring.Length];
        return new ConformalState(HorizonSeconds, _miss, _lastAsOf, scores);
    }

    public static AdaptiveConformal Restore(ConformalState state, ConformalSettings? settings = null)
    {
        var restored = new AdaptiveConformal(state.HorizonSeconds, settings) { _miss = state.Miss, _lastAsOf = state.LastAsOf };
        foreach (var score in state.Scores) restored.Remember(score);
        if (restored._count >= restored._settings.Minimum) restored.Multiplier = restored.Quantile();
        return restored;
    }

    private double Quantile()
    {
        var rank = (int)Math.Ceiling((1 - _miss) * (_count + 1));
        var score = rank < 1 ? 0 : rank > _count ? Beyond : _sorted[rank - 1];
        return Math.Clamp(score, _settings.MinimumMultiplier, _settings.MaximumMultiplier);
    }

    private void Remember(double score)
    {
        if (_count == _ring.Length)
        {
            var gone = Array.BinarySearch(_sorted, 0, _count, _ring[_next]);
            Array.Copy(_sorted, gone + 1, _sorted, gone, _count - gone - 1);
            _count--;
        }

        var at = Array.BinarySearch(_sorted, 0, _count, score);
        if (at < 0) at = ~at;
        Array.Copy(_sorted, at, _sorted, at + 1, _count - at);
        _sorted[at] = score;
        _count++;
        _ring[_next] = score;
        _next = (_next + 1) % _ring.Length;
    }
}
