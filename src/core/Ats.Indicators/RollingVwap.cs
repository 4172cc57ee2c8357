using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Volume-weighted average price of the last n bars (each at its typical price, (high + low + close) / 3) or trades. Equal to the
/// quotient of TA-Lib's sums; in a window where nothing traded it is the last price.
/// </summary>
public sealed class RollingVwap : IBarIndicator, ITradeIndicator
{
    private RollingSum _notional;
    private RollingSum _quantity;

    /// <param name="period">Length of the window in updates, from 1.</param>
    public RollingVwap(int period)
    {
        WarmUp = Require.Period(period);
        _notional = new RollingSum(period);
        _quantity = new RollingSum(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update((high + low + close) / 3, volume);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double price, double quantity)
    {
        if (!Finite.All(price, quantity)) return;
        var notional = _notional.Add(price * quantity);
        var total = _quantity.Add(quantity);
        Value = total == 0 ? price : notional / total;
    }

    public void Reset()
    {
        _notional.Reset();
        _quantity.Reset();
        Value = double.NaN;
    }
}
