namespace Ats.Forecasting.Features;

/// <summary>The best bid and ask: what rests there, and what came and went (order-flow imbalance of Cont, Kukanov and Stoikov, 2014).</summary>
internal sealed class TouchMemory
{
    private HeldMean _size;
    private GrowingMean _usualSize = new(60);
    private GrowingMean _flow5 = new(5);
    private GrowingMean _flow15 = new(15);
    private double _flow;
    private bool _begun;

    public double Bid { get; private set; }

    public double Ask { get; private set; }

    public double BidQuantity { get; private set; }

    public double AskQuantity { get; private set; }

    public double Imbalance => Balance(BidQuantity, AskQuantity);

    /// <summary>Flow a second, in usual sizes of the best level.</summary>
    public double Flow1 { get; private set; }

    public double Flow5 => InUsualSizes(_flow5.Value);

    public double Flow15 => InUsualSizes(_flow15.Value);

    public static double Balance(double bids, double asks) => bids + asks > 0 ? (bids - asks) / (bids + asks) : 0;

    /// <summary>What a change of one level adds to the flow: quantity that came to the bid or left the ask, less the contrary.</summary>
    public static double Flow(double bid, double bidQuantity, double ask, double askQuantity, double bidBefore, double bidQuantityBefore, double askBefore, double askQuantityBefore) =>
        (bid >= bidBefore ? bidQuantity : 0) - (bid <= bidBefore ? bidQuantityBefore : 0)
        - (ask <= askBefore ? askQuantity : 0) + (ask >= askBefore ? askQuantityBefore : 0);

    public void Set(long now, double bid, double bidQuantity, double ask, double askQuantity)
    {
        if (_begun) _flow += Flow(bid, bidQuantity, ask, askQuantity, Bid, BidQuantity, Ask, AskQuantity);
        _begun = true;
        (Bid, BidQuantity, Ask, AskQuantity) = (bid, bidQuantity, ask, askQuantity);
        _size.Set(now, 0.5 * (bidQuantity + askQuantity));
    }

    public void Close(long now)
    {
        _usualSize.Add(_size.Close(now));
        _flow5.Add(_flow);
        _flow15.Add(_flow);
        Flow1 = InUsualSizes(_flow);
        _flow = 0;
    }

    public void Reset()
    {
        _size.Reset();
        _usualSize.Reset();
        _flow5.Reset();
        _flow15.Reset();
        (_flow, Flow1, _begun) = (0, 0, false);
    }

    private double InUsualSizes(double flow) => _usualSize.Value > 0 ? flow / _usualSize.Value : 0;
}
