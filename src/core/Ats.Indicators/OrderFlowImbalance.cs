using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Order flow imbalance at the best level over the last n quote changes, in base units: quantity that came to the bid or left the ask,
/// less what left the bid or came to the ask (Cont, Kukanov and Stoikov, "The price impact of order book events", 2014, eq. 2-4).
/// </summary>
public sealed class OrderFlowImbalance : IQuoteIndicator
{
    private readonly int _period;
    private RollingSum _sum;
    private double _bid = double.NaN;
    private double _bidQuantity;
    private double _ask;
    private double _askQuantity;

    /// <param name="period">How many quote updates are summed, from 1.</param>
    public OrderFlowImbalance(int period)
    {
        _period = Require.Period(period);
        _sum = new RollingSum(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    /// <summary>What the latest update contributed, in base units; NaN before the second.</summary>
    public double Latest { get; private set; } = double.NaN;

    public int WarmUp => _period + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double bid, double bidQuantity, double ask, double askQuantity)
    {
        if (!Finite.All(bid, bidQuantity, ask, askQuantity)) return;
        if (!double.IsNaN(_bid))
        {
            var flow = (bid >= _bid ? bidQuantity : 0) - (bid <= _bid ? _bidQuantity : 0)
                - (ask <= _ask ? askQuantity : 0) + (ask >= _ask ? _askQuantity : 0);
            Latest = flow;
            Value = _sum.Add(flow);
        }

        _bid = bid;
        _bidQuantity = bidQuantity;
        _ask = ask;
        _askQuantity = askQuantity;
    }

    public void Reset()
    {
        _sum.Reset();
        _bid = Value = Latest = double.NaN;
    }
}
