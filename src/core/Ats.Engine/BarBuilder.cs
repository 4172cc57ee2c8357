using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// Builds bars of one interval on the UTC grid from prices in receive order. A bar takes what arrives in [open, close) and is emitted
/// at its close; an interval without a price repeats the last close with zero volume, so that time never has holes shorter than the
/// engine's gap limit.
/// </summary>
public sealed class BarBuilder
{
    private readonly short _instrument;
    private readonly BarInterval _interval;
    private long _open;
    private long _high;
    private long _low;
    private long _close;
    private long _volume;
    private long _count;
    private bool _started;

    public BarBuilder(short instrument, BarInterval interval)
    {
        _instrument = instrument;
        _interval = interval;
    }

    /// <summary>Close of the bar being built; <see cref="Timestamp.MaxValue"/> before the first price.</summary>
    public Timestamp NextClose { get; private set; } = Timestamp.MaxValue;

    /// <summary>When the last price came.</summary>
    public Timestamp LastUpdate { get; private set; }

    /// <summary>The first close on the grid strictly after a moment.</summary>
    public static Timestamp CloseAfter(Timestamp time, BarInterval interval)
    {
        var length = interval.Nanoseconds;
        var floor = time.Nanoseconds - (((time.Nanoseconds % length) + length) % length);
        return new Timestamp(floor + length);
    }

    /// <summary>Adds a price; the caller has emitted every bar closed by then.</summary>
    public void Add(Price price, Quantity quantity, Timestamp received)
    {
        if (!_started)
        {
            _started = true;
            NextClose = CloseAfter(received, _interval);
            _count = 0;
        }

        LastUpdate = received;
        AddRange(price.Raw, price.Raw, price.Raw, price.Raw, quantity.Raw, 1);
    }

    /// <summary>Adds a shorter bar; it belongs to the bar its close falls in (closes on the boundary belong to the bar that ends there).</summary>
    public void Add(in Bar bar)
    {
        if (!_started)
        {
            _started = true;
            NextClose = CloseAfter(new Timestamp(bar.CloseTime.Nanoseconds - 1), _interval);
            _count = 0;
        }

        LastUpdate = bar.ReceiveTime;
        AddRange(bar.Open.Raw, bar.High.Raw, bar.Low.Raw, bar.Close.Raw, bar.Volume.Raw, Math.Max(1, bar.TradeCount));
    }

    /// <summary>Emits the bar that closes at <see cref="NextClose"/> and starts the next.</summary>
    public Bar Emit()
    {
        if (_count == 0) _open = _high = _low = _close;
        var bar = new Bar(_instrument, _interval, NextClose, NextClose, new Price(_open), new Price(_high), new Price(_low), new Price(_close), new Quantity(_volume), _count);
        NextClose = new Timestamp(NextClose.Nanoseconds + _interval.Nanoseconds);
        _count = 0;
        _volume = 0;
        return bar;
    }

    /// <summary>Forgets everything: the next price starts anew.</summary>
    public void Reset()
    {
        _started = false;
        _count = 0;
        _volume = 0;
        NextClose = Timestamp.MaxValue;
    }

    private void AddRange(long open, long high, long low, long close, long volume, long count)
    {
        if (_count == 0)
        {
            _open = open;
            _high = high;
            _low = low;
        }
        else
        {
            _high = Math.Max(_high, high);
            _low = Math.Min(_low, low);
        }

        _close = close;
        _volume += volume;
        _count += count;
    }
}
