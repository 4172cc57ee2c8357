using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>One-minute candles of one price, oldest first, the last one open; longer intervals are made on demand. Minutes without an update repeat the close.</summary>
internal sealed class CandleSeries
{
    private const int Limit = 366 * 1440;
    private readonly List<Candle> _minutes = [];

    public IReadOnlyList<Candle> Minutes => _minutes;

    /// <summary>Number of minutes that closed since construction; the owner compares it to notice a close.</summary>
    public long Closed { get; private set; }

    public void Load(in Candle closed) => _minutes.Add(closed);

    public void Clear() => _minutes.Clear();

    /// <summary>Adds a later candle, filling minutes between with the last close.</summary>
    public void Append(in Candle candle)
    {
        if (_minutes.Count > 0) Advance(candle.StartMs - 60_000);
        if (_minutes.Count == 0 || _minutes[^1].StartMs < candle.StartMs) _minutes.Add(candle);
        else if (_minutes[^1].StartMs == candle.StartMs) _minutes[^1] = candle;
    }

    /// <summary>Brings the series to a moment: closes minutes that have passed.</summary>
    public void Advance(long nowMs)
    {
        if (_minutes.Count == 0) return;
        var minute = nowMs / 60_000 * 60_000;
        while (_minutes[^1].StartMs < minute)
        {
            var close = _minutes[^1].Close;
            _minutes.Add(new Candle(_minutes[^1].StartMs + 60_000, close, close, close, close, 0, 0));
            Closed++;
        }

        if (_minutes.Count > Limit + 1440) _minutes.RemoveRange(0, 1440);
    }

    public void Update(long nowMs, Price price, Quantity quantity, decimal turnover)
    {
        if (_minutes.Count == 0) _minutes.Add(new Candle(nowMs / 60_000 * 60_000, price.Raw, price.Raw, price.Raw, price.Raw, 0, 0));
        Advance(nowMs);
        var last = _minutes[^1];
        last.Merge(new Candle(last.StartMs, price.Raw, price.Raw, price.Raw, price.Raw, quantity.Raw, turnover));
        _minutes[^1] = last;
    }

    /// <summary>The candles whose start lies in [from, to], at most <paramref name="limit"/> of the newest, newest first.</summary>
    public List<Candle> Query(KlineInterval interval, long fromMs, long toMs, int limit)
    {
        var found = new List<Candle>(Math.Min(limit, 256));
        var index = LastIndexAtOrBefore(toMs == long.MaxValue ? toMs : interval.EndOf(interval.StartOf(toMs)));
        while (index >= 0 && found.Count < limit)
        {
            var start = interval.StartOf(_minutes[index].StartMs);
            if (start < fromMs) break;
            var first = index;
            while (first > 0 && _minutes[first - 1].StartMs >= start) first--;
            var candle = _minutes[first] with { StartMs = start };
            for (var i = first + 1; i <= index; i++) candle.Merge(_minutes[i]);
            if (start <= toMs) found.Add(candle);
            index = first - 1;
        }

        return found;
    }

    /// <summary>The close at or before a moment; the oldest open when there is none so old.</summary>
    public Price PriceAt(long ms)
    {
        var index = LastIndexAtOrBefore(ms);
        return index >= 0 ? new Price(_minutes[index].Open) : _minutes.Count > 0 ? new Price(_minutes[0].Open) : default;
    }

    private int LastIndexAtOrBefore(long ms)
    {
        if (_minutes.Count == 0 || _minutes[0].StartMs > ms) return -1;
        return (int)Math.Min(_minutes.Count - 1, (ms - _minutes[0].StartMs) / 60_000);
    }
}
