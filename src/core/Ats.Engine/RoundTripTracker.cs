using Ats.Domain;

namespace Ats.Engine;

/// <summary>Follows a position from flat to flat and says what came of it.</summary>
internal sealed class RoundTripTracker
{
    private Side _side;
    private Timestamp _openTime;
    private long _largest;
    private decimal _openNotional;
    private long _openQuantity;
    private decimal _closeNotional;
    private long _closeQuantity;
    private decimal _gross;
    private decimal _fees;
    private decimal _funding;
    private double _worst;
    private double _best;

    public void Open(Side side, Timestamp time)
    {
        _side = side;
        _openTime = time;
        _largest = _openQuantity = _closeQuantity = 0;
        _openNotional = _closeNotional = _gross = _fees = _funding = 0m;
        _worst = _best = 0;
    }

    public void Mark(double worst, double best)
    {
        if (worst < _worst) _worst = worst;
        if (best > _best) _best = best;
    }

    public void Add(Quantity quantity, decimal notional, decimal fee, Quantity heldAfter)
    {
        _openQuantity += quantity.Raw;
        _openNotional += notional;
        _fees += fee;
        _largest = Math.Max(_largest, Math.Abs(heldAfter.Raw));
    }

    public void Reduce(Quantity quantity, decimal notional, decimal fee, decimal realized)
    {
        _closeQuantity += quantity.Raw;
        _closeNotional += notional;
        _fees += fee;
        _gross += realized;
    }

    public TripCarry Capture() => new(
        _side, _openTime, new Quantity(_largest), _openNotional, new Quantity(_openQuantity), _closeNotional, new Quantity(_closeQuantity), _gross, _fees, _funding, _worst, _best);

    public void Restore(TripCarry trip)
    {
        Open(trip.Side, trip.OpenTime);
        _largest = trip.Largest.Raw;
        _openNotional = trip.OpenNotional;
        _openQuantity = trip.Opened.Raw;
        _closeNotional = trip.CloseNotional;
        _closeQuantity = trip.Closed.Raw;
        _gross = trip.GrossPnl;
        _fees = trip.Fees;
        _funding = trip.Funding;
        _worst = trip.Worst;
        _best = trip.Best;
    }

    public void Fund(decimal paid) => _funding += paid;

    public RoundTrip Close(long sequence, int arm, short instrument, Timestamp time)
    {
        // What the exit itself realised is an excursion too: a stop filled beyond the last mark counts.
        Mark((double)_gross, (double)_gross);
        return new RoundTrip(
            sequence,
            arm,
            instrument,
            _side,
            _openTime,
            time,
            new Quantity(_largest),
            Average(_openNotional, _openQuantity),
            Average(_closeNotional, _closeQuantity),
            _gross,
            _fees,
            _funding,
            _worst,
            _best);
    }

    private static double Average(decimal notional, long quantity) => quantity == 0 ? 0 : (double)notional / new Quantity(quantity).ToDouble();
}
