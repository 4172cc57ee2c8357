using System.Globalization;

namespace Ats.Forecasting.Drift;

/// <summary>Are the features still spread as in training? Watches the rows that are predicted from.</summary>
public sealed class PopulationStability
{
    private readonly FeatureBins _bins;
    private readonly DriftSettings _settings;
    private readonly byte[] _ring;
    private readonly int[][] _counts;
    private int _count;
    private int _next;

    public PopulationStability(FeatureBins bins, DriftSettings settings)
    {
        (_bins, _settings) = (bins, settings);
        _ring = new byte[settings.FeatureWindow * bins.Columns.Length];
        _counts = [.. bins.Shares.Select(s => new int[s.Length])];
    }

    public void Observe(ReadOnlySpan<float> row)
    {
        Span<byte> bins = stackalloc byte[_bins.Columns.Length];
        for (var f = 0; f < bins.Length; f++) bins[f] = (byte)_bins.Bin(f, row[_bins.Columns[f]]);
        Add(bins);
    }

    /// <summary>Of one watched feature over the window; null before enough rows.</summary>
    public double? Psi(int feature) => _count < _settings.Minimum ? null : _bins.Psi(feature, _counts[feature], _count);

    /// <summary>Value: how many features have drifted.</summary>
    public DriftSignal Signal()
    {
        if (_count < _settings.Minimum) return new DriftSignal("psi", null, _settings.PsiFeatures, false, $"{_count} of {_settings.Minimum} rows seen.");
        var drifted = Enumerable.Range(0, _bins.Columns.Length).Where(f => Psi(f) > Math.Max(_settings.PsiLimit, _bins.OwnLargest[f])).ToArray();
        var words = drifted.Length == 0 ? "No feature has drifted."
            : string.Join(", ", drifted.Select(f => string.Create(CultureInfo.InvariantCulture, $"{_bins.Names[f]} {Psi(f):0.00}"))) + " lie otherwise than in training.";
        return new DriftSignal("psi", drifted.Length, _settings.PsiFeatures, drifted.Length >= _settings.PsiFeatures, words);
    }

    public PopulationStabilityState Capture()
    {
        var width = _bins.Columns.Length;
        var state = new byte[_count * width];
        for (var i = 0; i < _count; i++) _ring.AsSpan(Slot(i) * width, width).CopyTo(state.AsSpan(i * width));
        return new PopulationStabilityState(state);
    }

    /// <exception cref="ArgumentException">The state is of other features.</exception>
    public void Restore(PopulationStabilityState state)
    {
        var width = _bins.Columns.Length;
        if (state.Bins.Length % width != 0) throw new ArgumentException("The state is of another number of features.", nameof(state));
        for (var i = 0; i < state.Bins.Length; i += width) Add(state.Bins.AsSpan(i, width));
    }

    private int Slot(int i) => (_next - _count + i + _settings.FeatureWindow) % _settings.FeatureWindow;

    private void Add(ReadOnlySpan<byte> bins)
    {
        var slot = _ring.AsSpan(_next * bins.Length, bins.Length);
        for (var f = 0; f < bins.Length; f++)
        {
            if (_count == _settings.FeatureWindow) _counts[f][slot[f]]--;
            _counts[f][bins[f]]++;
        }

        bins.CopyTo(slot);
        _count = Math.Min(_count + 1, _settings.FeatureWindow);
        _next = (_next + 1) % _settings.FeatureWindow;
    }
}
