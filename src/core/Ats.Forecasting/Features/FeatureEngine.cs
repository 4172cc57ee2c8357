using Ats.Domain;

namespace Ats.Forecasting.Features;

/// <summary>
/// Makes feature rows of one instrument from market events: live, in replay and for training. A row belongs to a whole UTC second and holds
/// what was received up to it, itself included; it comes due when an event or a moment later than it is shown. Nothing is allocated.
/// <code>
/// while (engine.MoveNext(in e)) Use(engine.Time, engine.Features, engine.SigmaBps);   // rows due before e; when there are no more, e is taken
/// </code>
/// <para>
/// The stream begins with the first usable book (quote, trade, as the schema has it) and has a row every second. It ends with a silence of
/// those longer than the schema's limit and begins anew, with states reset, at the next; what a row has not seen since the start it does not
/// know, and windows grow from there. Prices not above zero, crossed or one-sided books and quotes are ignored and counted.
/// </para>
/// <para>
/// Time does not go back: what is received late counts as received now. When it goes back by more than the limit, the clock was set: the
/// stream ends, and begins anew once the seconds of rows that were given have passed. No second has two rows.
/// </para>
/// </summary>
public sealed class FeatureEngine
{
    private const long Second = Timestamp.NanosecondsPerSecond;
    private const long LatestNanoseconds = long.MaxValue - (60 * Second);

    private readonly short _instrument;
    private readonly OrderBook _book = new();
    private readonly FeatureFrame _frame;
    private readonly Func<FeatureFrame, double>[] _features;
    private readonly float[] _row;
    private long _now;
    private long _lastUpdate;
    private long _nextRow;
    private long _lastRow = -1;
    private int _rowsSinceStart;
    private bool _streams;
    private bool _bookStands;

    /// <param name="schema">What rows hold.</param>
    /// <param name="instrument">Index of the instrument; events of others show the time and nothing else.</param>
    /// <param name="tickSize">Of the instrument, above zero: the unit of the spread.</param>
    /// <exception cref="ArgumentException">The schema names a feature this version does not know.</exception>
    public FeatureEngine(FeatureSchema schema, short instrument, Price tickSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tickSize.Raw, nameof(tickSize));
        Schema = schema;
        _instrument = instrument;
        _frame = new FeatureFrame(tickSize.ToDouble());
        _features = FeatureCatalog.Resolve(schema);
        _row = new float[schema.Count];
    }

    public FeatureSchema Schema { get; }

    public FeatureStreamState State => !_streams ? FeatureStreamState.Stale : _rowsSinceStart > Schema.WarmUpSeconds ? FeatureStreamState.Ok : FeatureStreamState.Warming;

    /// <summary>The whole second of the latest row.</summary>
    public Timestamp Time => new(_lastRow);

    /// <summary>The latest row, raw, in the schema's order, all finite; overwritten by the next.</summary>
    public ReadOnlySpan<float> Features => _row;

    /// <summary>Mid at the row (last trade where the schema has no quotes), quote units.</summary>
    public double Mid { get; private set; }

    /// <summary>Deviation of one-second log returns as known at the row, basis points, above 0.</summary>
    public float SigmaBps { get; private set; }

    /// <summary>The row is the first after a start.</summary>
    public bool Starts => _rowsSinceStart == 1;

    /// <summary>The row counts: the warm-up is over.</summary>
    public bool Ready => _rowsSinceStart > Schema.WarmUpSeconds;

    /// <summary>64 bits over time, features, mid and sigma of the row: equal rows, equal hash.</summary>
    public ulong RowHash { get; private set; }

    public long RowsEmitted { get; private set; }

    /// <summary>When the mid was last heard of: receive time.</summary>
    public Timestamp LastUpdate => new(_lastUpdate);

    /// <summary>Events ignored for their prices, quantities or times (before 1970, after 2262), books crossed or one-sided after a message.</summary>
    public long Rejected { get; private set; }

    /// <summary>Events and moments earlier than one seen before.</summary>
    public long Late { get; private set; }

    /// <summary>Gives the next row due before the event, true; or takes the event, false. Call it with the same event until it is false.</summary>
    public bool MoveNext(in MarketEvent e)
    {
        if (e.Kind is not (MarketEventKind.Trade or MarketEventKind.Quote or MarketEventKind.BookLevel or MarketEventKind.Clock)) return false;
        if (MoveNext(e.ReceiveTime)) return true;
        if (e.Instrument != _instrument) return false;
        if (IsMoment(e.ReceiveTime.Nanoseconds)) Take(in e);
        else Rejected++;
        return false;
    }

    /// <summary>Gives the next row due before a moment, true; false when there is none (any more). Whole seconds before the moment are over; the moment itself, if it is one, is not.</summary>
    public bool MoveNext(Timestamp moment)
    {
        var now = moment.Nanoseconds;
        if (!IsMoment(now)) return false;
        if (now < _now)
        {
            Late++;
            if (_now - now <= Schema.StaleNanoseconds) return false;
            (_streams, _now) = (false, now);
            return false;
        }

        if (_streams && _nextRow < now)
        {
            if (_nextRow - _lastUpdate <= Schema.StaleNanoseconds)
            {
                Emit();
                return true;
            }

            _streams = false;
        }

        _now = now;
        return false;
    }

    private static bool IsMoment(long nanoseconds) => nanoseconds is >= 0 and <= LatestNanoseconds;

    private void Take(in MarketEvent e)
    {
        switch (e.Kind)
        {
            case MarketEventKind.Trade:
                TakeTrade(in e);
                break;
            case MarketEventKind.Quote when Schema is { HasQuotes: true, HasBook: false }:
                if (e.A > 0 && e.C > e.A && e.B >= 0 && e.D >= 0) Touch(new Price(e.A), new Quantity(e.B), new Price(e.C), new Quantity(e.D));
                else Rejected++;
                break;
            case MarketEventKind.BookLevel when Schema.HasBook:
                TakeLevel(in e);
                break;
        }
    }

    private void TakeTrade(in MarketEvent e)
    {
        if (e.A <= 0 || e.B <= 0)
        {
            Rejected++;
            return;
        }

        if (!Schema.HasQuotes)
        {
            if (!Updated()) return;
            _frame.Price.Mid = new Price(e.A).ToDouble();
        }

        if (_streams) _frame.Trades.Add(in e);
    }

    private void TakeLevel(in MarketEvent e)
    {
        var sound = e.A > 0 && e.B >= 0;
        if (sound) _book.Apply(in e);
        else Reject(in e);
        _bookStands = false;
        if ((e.Flags & MarketEventFlags.Last) == 0) return;
        if (_book.IsEmpty || _book.BestBid.Price.Raw == 0 || _book.BestAsk.Price.Raw == 0 || _book.IsCrossed)
        {
            Rejected++;
            return;
        }

        _bookStands = true;
        var (bid, ask) = (_book.BestBid, _book.BestAsk);
        if (!Touch(bid.Price, bid.Quantity, ask.Price, ask.Quantity)) return;
        _frame.Lean.Set(_now, _frame.Depth.Set(_now, _book));
    }

    /// <summary>A level that means nothing may still be the first or the last of its message.</summary>
    private void Reject(in MarketEvent e)
    {
        Rejected++;
        if ((e.Flags & MarketEventFlags.Clear) != 0) _book.Clear();
        if ((e.Flags & MarketEventFlags.Last) != 0) _book.RemoveStale();
    }

    private bool Touch(Price bid, Quantity bidQuantity, Price ask, Quantity askQuantity)
    {
        if (!Updated()) return false;
        _frame.Touch.Set(_now, bid.ToDouble(), bidQuantity.ToDouble(), ask.ToDouble(), askQuantity.ToDouble());
        _frame.Price.Mid = 0.5 * (bid.ToDouble() + ask.ToDouble());
        if (!Schema.HasBook) _frame.Lean.Set(_now, _frame.Touch.Imbalance);
        return true;
    }

    /// <summary>The mid is heard of now: the stream goes on or begins. False while the clock stands before seconds that had their rows.</summary>
    private bool Updated()
    {
        if (_streams && _now - _lastUpdate > Schema.StaleNanoseconds) _streams = false;
        if (!_streams)
        {
            var next = (_now + Second - 1) / Second * Second;
            if (next <= _lastRow) return false;
            _frame.Reset();
            (_streams, _nextRow, _rowsSinceStart) = (true, next, 0);
        }

        _lastUpdate = _now;
        return true;
    }

    private void Emit()
    {
        _frame.Close(_nextRow, _bookStands ? _book : null);
        for (var i = 0; i < _features.Length; i++) _row[i] = (float)_features[i](_frame);
        Mid = _frame.Price.Mid;
        SigmaBps = (float)_frame.Price.SigmaBps;
        _lastRow = _now = _nextRow;
        _nextRow += Second;
        _rowsSinceStart++;
        RowsEmitted++;
        RowHash = Hash();
    }

    private ulong Hash()
    {
        var hash = StateHash.Start();
        hash.Add(_lastRow);
        hash.Add(Mid);
        hash.Add(BitConverter.SingleToInt32Bits(SigmaBps));
        foreach (var value in _row) hash.Add(BitConverter.SingleToInt32Bits(value));
        return hash.Value;
    }
}
