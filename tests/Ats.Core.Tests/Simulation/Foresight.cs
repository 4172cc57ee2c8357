using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>
/// A forecaster that has read the tape to its end: each second, of the first instrument, what the mid will have done after 15 and 60 s, times
/// its skill, plus noise. Cheating on purpose: what arms do with a good forecast can only be seen with one.
/// </summary>
internal sealed class Foresight : IForecastFeed
{
    private readonly MarketEvent[] _made = new MarketEvent[2];
    private readonly List<(Timestamp Time, double Mid)> _mids = [];
    private readonly Rng _random = new(3);
    private readonly double _skill;
    private readonly double _noiseBps;

    public Foresight(IEnumerable<MarketEvent> tape, double skill, double noiseBps)
    {
        _skill = skill;
        _noiseBps = noiseBps;
        var book = new OrderBook();
        foreach (var e in tape)
        {
            if (e.Kind != MarketEventKind.BookLevel || e.Instrument != 0) continue;
            book.Apply(in e);
            if ((e.Flags & MarketEventFlags.Last) != 0 && !double.IsNaN(book.Mid)) _mids.Add((e.ReceiveTime, book.Mid));
        }

        NextDue = new Timestamp(((_mids[0].Time.Nanoseconds / Timestamp.NanosecondsPerSecond) + 1) * Timestamp.NanosecondsPerSecond);
    }

    public Timestamp NextDue { get; private set; }

    public void Observe(in MarketEvent market)
    {
        // It knows already.
    }

    public ReadOnlySpan<MarketEvent> Take()
    {
        for (var i = 0; i < 2; i++)
        {
            var horizon = i == 0 ? NoisyForecasts.Short : NoisyForecasts.Long;
            var expected = (_skill * Math.Log(MidAt(NextDue + horizon) / MidAt(NextDue))) + (_noiseBps / 10_000 * _random.NextNormal());
            _made[i] = MarketEvent.FromForecast(0, NextDue, new Forecast(expected, horizon, NextDue, NextDue + (3 * Timestamp.NanosecondsPerSecond)) { Sigma = 0.0005, ModelVersion = 1 });
        }

        NextDue += Timestamp.NanosecondsPerSecond;
        return _made;
    }

    private double MidAt(Timestamp time)
    {
        var at = _mids.BinarySearch((time, double.MaxValue), Comparer<(Timestamp Time, double Mid)>.Create((a, b) => a.Time == b.Time ? a.Mid.CompareTo(b.Mid) : a.Time.CompareTo(b.Time)));
        return _mids[Math.Clamp(~at - 1, 0, _mids.Count - 1)].Mid;
    }
}
