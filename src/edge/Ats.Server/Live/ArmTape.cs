using Ats.Domain;

namespace Ats.Server.Live;

/// <summary>What <see cref="LiveTap"/> keeps of one arm, bounded.</summary>
internal sealed class ArmTape
{
    private const int FactLimit = 4096;
    private long _points;

    public List<EquityPoint> Curve { get; } = [];

    public Queue<RoundTrip> Trips { get; } = new();

    public Queue<Fill> Fills { get; } = new();

    /// <summary>Its last decision; null before the first.</summary>
    public Decision? Latest { get; set; }

    /// <summary>One of so many samples is kept.</summary>
    public int Stride { get; private set; } = 1;

    public void Add(in Fill fill)
    {
        if (Fills.Count == FactLimit) Fills.Dequeue();
        Fills.Enqueue(fill);
    }

    public void Add(in RoundTrip trip)
    {
        if (Trips.Count == FactLimit) Trips.Dequeue();
        Trips.Enqueue(trip);
    }

    public void Add(in EquityPoint point)
    {
        if (_points++ % Stride != 0) return;
        if (Curve.Count == LiveTap.CurveLimit)
        {
            var kept = 0;
            for (var i = 0; i < Curve.Count; i += 2) Curve[kept++] = Curve[i];
            Curve.RemoveRange(kept, Curve.Count - kept);
            Stride *= 2;
            _points = 1;
        }

        Curve.Add(point);
    }
}
