using Ats.Domain;
using Ats.Forecasting;

namespace Ats.Mlops.Service;

/// <summary>What was said at one second, kept until its last outcome is known. Reused.</summary>
internal sealed class PendingRow
{
    private readonly ModelSlot?[] _slots = new ModelSlot?[3];
    private readonly float[][] _outputs = [[], [], []];
    private readonly double[][] _multipliers = [[], [], []];

    /// <summary>UTC second; -1 = empty.</summary>
    public long Second { get; private set; } = -1;

    /// <summary>Which stream it belongs to: outcomes across a break are not known.</summary>
    public long Stream { get; private set; }

    public Timestamp Time { get; private set; }

    public double Mid { get; private set; }

    public float SigmaBps { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>Null = the random walk was served.</summary>
    public ModelSlot? Served { get; private set; }

    public void Set(in FeatureRow row, long second, long stream, long sequence, Lineup lineup, ModelSlot? served)
    {
        (Second, Stream, Time, Mid, SigmaBps, Sequence, Served) = (second, stream, row.Time, row.Mid, row.SigmaBps, sequence, served);
        Keep(0, lineup.Champion, row.Ready);
        Keep(1, lineup.Shadow, row.Ready);
        Keep(2, lineup.Standby, row.Ready);
    }

    /// <summary>What a model said at a horizon; false where it did not speak or was not warm.</summary>
    public bool TryGet(ModelSlot slot, int horizon, out ReadOnlySpan<float> output, out double multiplier)
    {
        var at = Array.IndexOf(_slots, slot);
        output = at < 0 ? default : _outputs[at].AsSpan(horizon * PredictionLayout.Width, PredictionLayout.Width);
        multiplier = at < 0 ? 0 : _multipliers[at][horizon];
        return at >= 0;
    }

    private void Keep(int at, ModelSlot? slot, bool isReady)
    {
        if (slot is null || !isReady || !slot.Spoke || !slot.IsWarm)
        {
            _slots[at] = null;
            return;
        }

        _slots[at] = slot;
        if (_outputs[at].Length != slot.Output.Length) (_outputs[at], _multipliers[at]) = (new float[slot.Output.Length], new double[slot.Multipliers.Length]);
        slot.Output.CopyTo(_outputs[at]);
        slot.Multipliers.CopyTo(_multipliers[at], 0);
    }
}
