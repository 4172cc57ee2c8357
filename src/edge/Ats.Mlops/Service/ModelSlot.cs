using System.Diagnostics.CodeAnalysis;
using Ats.Forecasting;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Drift;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Service;

/// <summary>A model at work on the stream: its predictor's state, its calibration, what it said last, and its outcomes.</summary>
internal sealed class ModelSlot
{
    // So many sound rows in a row and earlier faults are forgiven.
    private const int Forgiveness = 600;

    private readonly IPredictor _predictor;
    private readonly float[] _output;
    private int _rowsSinceReset;
    private int _soundRows;

    public ModelSlot(LoadedModel model, int windowOutcomes)
    {
        Model = model;
        _predictor = model.Parts.NewPredictor();
        Calibration = model.Parts.NewCalibration();
        Drift = model.Parts.NewDriftMonitor?.Invoke();
        Walk = new ScaledWalk(HorizonSeconds.Count, model.Parts.WalkQuantiles);
        _output = new float[HorizonSeconds.Count * PredictionLayout.Width];
        Multipliers = new double[HorizonSeconds.Count];
        Windows = [.. HorizonSeconds.Select(h => new OutcomeWindow(h, windowOutcomes))];
    }

    public LoadedModel Model { get; }

    public LiveCalibration Calibration { get; }

    public DriftMonitor? Drift { get; }

    public ScaledWalk Walk { get; }

    public IReadOnlyList<int> HorizonSeconds => _predictor.HorizonSeconds;

    public OutcomeWindow[] Windows { get; }

    public LatencyHistogram Latency { get; } = new();

    /// <summary>What it said of the last row, calibrated, units of z.</summary>
    public ReadOnlySpan<float> Output => _output;

    /// <summary>What each horizon's intervals were stretched by.</summary>
    public double[] Multipliers { get; }

    /// <summary>The last row was predicted without fault.</summary>
    public bool Spoke { get; private set; }

    /// <summary>Enough of the stream was seen.</summary>
    public bool IsWarm => _rowsSinceReset >= Model.Manifest.Schema.WarmUpSeconds;

    public long Faults { get; private set; }

    /// <summary>Those not made good by a long sound stretch since.</summary>
    public long RecentFaults { get; private set; }

    public string? LastFault { get; private set; }

    public void Reset()
    {
        _predictor.Reset();
        _rowsSinceReset = 0;
        Spoke = false;
    }

    /// <summary>Moves the state and predicts; whatever goes wrong is kept here.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A model may throw anything; serving goes on.")]
    public void Step(ReadOnlySpan<float> features, float sigmaBps)
    {
        try
        {
            _predictor.Step(features, sigmaBps, _output);
            var finite = true;
            foreach (var value in _output) finite &= float.IsFinite(value);
            if (!finite)
            {
                Fault("its outputs are not numbers");
                return;
            }

            Calibration.Apply(_output, Multipliers);
            _rowsSinceReset++;
            Spoke = true;
            if (++_soundRows >= Forgiveness) RecentFaults = 0;
        }
        catch (Exception e)
        {
            Fault($"it threw {e.GetType().Name}: {e.Message}");
        }
    }

    // What state it carries after that nobody knows.
    private void Fault(string what)
    {
        Faults++;
        RecentFaults++;
        _soundRows = 0;
        LastFault = what;
        Reset();
    }
}
