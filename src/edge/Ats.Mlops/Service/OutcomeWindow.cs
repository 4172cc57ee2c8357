using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Service;

/// <summary>The last outcomes of one model at one horizon, beside those of the random walk on the same rows.</summary>
internal sealed class OutcomeWindow(int horizonSeconds, int capacity)
{
    private readonly List<Outcome> _ring = [];
    private int _next;

    public int Count => _ring.Count;

    public void Add(in Outcome outcome)
    {
        if (_ring.Count < capacity)
        {
            _ring.Add(outcome);
            return;
        }

        _ring[_next] = outcome;
        _next = (_next + 1) % capacity;
    }

    public void Clear()
    {
        _ring.Clear();
        _next = 0;
    }

    /// <summary>The model's and the reference's track over the outcomes whose rows are not older than the second given.</summary>
    public (HorizonTrack Model, HorizonTrack Reference) Tracks(long sinceSecond)
    {
        var chosen = new List<Outcome>(_ring.Count);
        for (var i = 0; i < _ring.Count; i++)
        {
            var outcome = _ring[(_next + i) % _ring.Count];
            if (outcome.Second >= sinceSecond) chosen.Add(outcome);
        }

        var rows = chosen.ConvertAll(o => (int)o.Second).ToArray();
        var outcomes = chosen.ConvertAll(o => o.ReturnBps).ToArray();
        var past = new float[rows.Length];
        Array.Fill(past, float.NaN);
        return (
            new HorizonTrack(horizonSeconds, rows, outcomes, past, [.. chosen.Select(o => o.MeanBps)], [.. chosen.Select(o => o.CrpsBps)], [.. chosen.Select(o => o.Pit)], [.. chosen.Select(o => o.IsInside90)]),
            new HorizonTrack(horizonSeconds, rows, outcomes, past, [.. chosen.Select(o => o.ReferenceMeanBps)], [.. chosen.Select(o => o.ReferenceCrpsBps)], new float[rows.Length], new bool[rows.Length]));
    }

    /// <param name="Second">UTC second of the row.</param>
    internal readonly record struct Outcome(long Second, float ReturnBps, float MeanBps, float CrpsBps, float Pit, bool IsInside90, float ReferenceMeanBps, float ReferenceCrpsBps);
}
