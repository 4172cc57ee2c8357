using System.Diagnostics;
using Ats.Server.Views;

namespace Ats.Server.Trading;

/// <summary>How long orders take: from decision to the exchange's acknowledgement, and how much of it is the journal's. Keeps the last 1,024.</summary>
internal sealed class LatencyMeter
{
    private const int Kept = 1024;
    private readonly Lock _gate = new();
    private readonly double[] _order = new double[Kept];
    private readonly double[] _journal = new double[Kept];
    private long _count;

    /// <param name="queued">Stopwatch ticks at the hand-over to the gateway.</param>
    /// <param name="durable">When the journal had it.</param>
    /// <param name="acknowledged">When the exchange had it.</param>
    public void Add(long queued, long durable, long acknowledged)
    {
        lock (_gate)
        {
            var at = _count++ % Kept;
            _order[at] = Stopwatch.GetElapsedTime(queued, acknowledged).TotalMilliseconds;
            _journal[at] = Stopwatch.GetElapsedTime(queued, durable).TotalMilliseconds;
        }
    }

    public LatencyView View()
    {
        lock (_gate)
        {
            var n = (int)Math.Min(_count, Kept);
            if (n == 0) return new LatencyView(0, null, null, null, null);
            var order = _order[..n];
            var journal = _journal[..n];
            Array.Sort(order);
            Array.Sort(journal);
            return new LatencyView(_count, order[n / 2], order[n * 99 / 100], journal[n / 2], journal[n * 99 / 100]);
        }
    }
}
