using Ats.Domain;

namespace Ats.Forecasting.Scoring;

/// <summary>Gathers one horizon's forecasts and outcomes.</summary>
internal sealed class HorizonTrackBuilder
{
    private readonly SampleSet _samples;
    private readonly int _seconds;
    private readonly int _label;
    private readonly float[] _quantilesBps = new float[PredictionLayout.Quantiles];
    private readonly List<int> _rows;
    private readonly List<float> _outcomes;
    private readonly List<float> _past;
    private readonly List<float> _means;
    private readonly List<float> _crps;
    private readonly List<float> _pits;
    private readonly List<bool> _inside;

    public HorizonTrackBuilder(SampleSet samples, int seconds, int capacity)
    {
        (_samples, _seconds) = (samples, seconds);
        _label = samples.HorizonSeconds.ToList().IndexOf(seconds);
        if (_label < 0) throw new ArgumentException($"The samples have no labels {seconds} s ahead.", nameof(samples));
        _rows = new List<int>(capacity);
        _outcomes = new List<float>(capacity);
        _past = new List<float>(capacity);
        _means = new List<float>(capacity);
        _crps = new List<float>(capacity);
        _pits = new List<float>(capacity);
        _inside = new List<bool>(capacity);
    }

    public void Add(int row, ReadOnlySpan<float> output)
    {
        foreach (var value in output)
        {
            if (!float.IsFinite(value)) throw new ArithmeticException($"A forecast {_seconds} s ahead at row {row} is not a finite number.");
        }

        var outcome = _samples.Label(row, _label);
        if (float.IsNaN(outcome)) return;
        var scale = (float)PredictionLayout.ScaleBps(_samples.SigmasBps[row], _seconds);
        for (var q = 0; q < _quantilesBps.Length; q++) _quantilesBps[q] = output[PredictionLayout.FirstQuantile + q] * scale;
        _rows.Add(row);
        _outcomes.Add(outcome);
        _past.Add(Past(row));
        _means.Add(output[PredictionLayout.Mean] * scale);
        _crps.Add((float)QuantileScore.Crps(_quantilesBps, outcome));
        _pits.Add((float)QuantileScore.Pit(_quantilesBps, outcome, QuantileScore.Tie(row)));
        _inside.Add(outcome >= _quantilesBps[0] && outcome <= _quantilesBps[^1]);
    }

    public HorizonTrack Build() => new(_seconds, [.. _rows], [.. _outcomes], [.. _past], [.. _means], [.. _crps], [.. _pits], [.. _inside]);

    // One row a second: a gap in between shows as more time than rows.
    private float Past(int row)
    {
        var before = row - _seconds;
        return before >= 0 && _samples.Times[row] - _samples.Times[before] == _seconds * Timestamp.NanosecondsPerSecond
            ? (float)(1e4 * Math.Log(_samples.Mids[row] / _samples.Mids[before]))
            : float.NaN;
    }
}
