using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>One-minute bars of a tape's trades on the shifted clock; minutes without a trade repeat the close.</summary>
internal sealed class ReplayHistory(short instrument, Timestamp start)
{
    private const long Minute = 60 * Timestamp.NanosecondsPerSecond;
    private readonly List<Bar> _bars = [];
    private Bar _open;
    private bool _begun;

    /// <summary>Whole minutes that ended before the start.</summary>
    public IReadOnlyList<Bar> Bars => _bars;

    public void Add(Timestamp shifted, Price price, Quantity quantity)
    {
        CloseUntil(shifted);
        if (!_begun) (_open, _begun) = (Flat((shifted.Nanoseconds / Minute * Minute) + Minute, price), true);
        _open = _open with
        {
            High = price > _open.High ? price : _open.High,
            Low = price < _open.Low ? price : _open.Low,
            Close = price,
            Volume = _open.Volume + quantity,
            TradeCount = _open.TradeCount + 1,
        };
    }

    /// <summary>Ends the history at the start.</summary>
    public void Finish() => CloseUntil(start);

    private void CloseUntil(Timestamp now)
    {
        while (_begun && _open.CloseTime <= now)
        {
            _bars.Add(_open);
            _open = Flat(_open.CloseTime.Nanoseconds + Minute, _open.Close);
        }
    }

    private Bar Flat(long close, Price price) => new(instrument, BarInterval.OneMinute, new Timestamp(close), new Timestamp(close), price, price, price, price, default, 0);
}
