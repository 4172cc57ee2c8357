using Ats.Domain;

namespace Ats.Forecasting.Features;

/// <summary>Collects the rows of a <see cref="FeatureEngine"/> and labels them with what came after.</summary>
public sealed class SampleBuilder
{
    private readonly string _name;
    private readonly FeatureEngine _engine;
    private readonly int[] _horizons;
    private readonly List<Timestamp> _times = [];
    private readonly List<float> _features = [];
    private readonly List<double> _mids = [];
    private readonly List<float> _sigmas = [];
    private readonly List<bool> _starts = [];
    private readonly List<bool> _ready = [];

    /// <param name="instrument">Name and tick size.</param>
    /// <param name="index">Its index in the events.</param>
    /// <param name="schema">What rows hold.</param>
    /// <param name="horizonSeconds">Labels' horizons, ascending, above 0; by default <see cref="ForecastHorizons.Default"/>.</param>
    public SampleBuilder(Instrument instrument, short index, FeatureSchema schema, IReadOnlyList<int>? horizonSeconds = null)
    {
        _name = instrument.Id.Symbol;
        _engine = new FeatureEngine(schema, index, instrument.TickSize);
        _horizons = [.. horizonSeconds ?? ForecastHorizons.Default];
        if (_horizons.Length == 0 || _horizons[0] <= 0 || _horizons.Zip(_horizons.Skip(1)).Any(p => p.First >= p.Second))
            throw new ArgumentException("Horizons must be whole seconds above 0, ascending.", nameof(horizonSeconds));
    }

    /// <summary>Rows so far.</summary>
    public int Count => _times.Count;

    /// <summary>For its counts and state.</summary>
    public FeatureEngine Engine => _engine;

    /// <summary>Reads a source to its end. A tape too short for a row gives a set of none.</summary>
    public static SampleSet Build(IMarketEventSource source, Instrument instrument, short index, FeatureSchema schema, IReadOnlyList<int>? horizonSeconds = null)
    {
        var builder = new SampleBuilder(instrument, index, schema, horizonSeconds);
        var buffer = new MarketEvent[4096];
        for (var n = source.Read(buffer); n > 0; n = source.Read(buffer)) builder.Add(buffer.AsSpan(0, n));
        return builder.ToSampleSet();
    }

    public void Add(ReadOnlySpan<MarketEvent> events)
    {
        foreach (ref readonly var e in events) Add(in e);
    }

    public void Add(in MarketEvent e)
    {
        while (_engine.MoveNext(in e)) Keep();
    }

    /// <summary>Everything so far. Labels are the returns of the rows' mids, unknown (NaN) where the stream ended before the horizon.</summary>
    public SampleSet ToSampleSet() => new(_name, _engine.Schema, _horizons)
    {
        Count = Count,
        Times = [.. _times],
        Features = [.. _features],
        Mids = [.. _mids],
        SigmasBps = [.. _sigmas],
        Starts = [.. _starts],
        Ready = [.. _ready],
        LabelsBps = Labels(),
    };

    private void Keep()
    {
        _times.Add(_engine.Time);
        _features.AddRange(_engine.Features);
        _mids.Add(_engine.Mid);
        _sigmas.Add(_engine.SigmaBps);
        _starts.Add(_engine.Starts);
        _ready.Add(_engine.Ready);
    }

    private float[] Labels()
    {
        var labels = new float[Count * _horizons.Length];
        var end = Count;
        for (var i = Count - 1; i >= 0; i--)
        {
            for (var h = 0; h < _horizons.Length; h++)
            {
                // Within a stream there is a row every second.
                var later = i + _horizons[h];
                labels[(i * _horizons.Length) + h] = later < end ? (float)(1e4 * Math.Log(_mids[later] / _mids[i])) : float.NaN;
            }

            if (_starts[i]) end = i;
        }

        return labels;
    }
}
