using Ats.Domain;

namespace Ats.Forecasting.Features;

/// <summary>Trades, summed a second at a time.</summary>
internal sealed class TradeMemory
{
    private (double Buys, double Sells) _second;
    private (double Notional, int Count) _sums;
    private GrowingMean _buys5 = new(5);
    private GrowingMean _sells5 = new(5);
    private GrowingMean _buys15 = new(15);
    private GrowingMean _sells15 = new(15);
    private GrowingMean _count15 = new(15);
    private GrowingMean _count60 = new(60);
    private GrowingMean _quantity60 = new(60);
    private GrowingMean _notional60 = new(60);

    /// <summary>Price of the last trade since the start, 0 before the first.</summary>
    public double Last { get; private set; }

    /// <summary>What takers bought less what they sold, over their sum, in [-1, 1]; 0 without trades.</summary>
    public double Flow1 { get; private set; }

    public double Flow5 => Balance(_buys5.Value, _sells5.Value);

    public double Flow15 => Balance(_buys15.Value, _sells15.Value);

    /// <summary>Trades a second.</summary>
    public double Rate15 => _count15.Value;

    public double Rate60 => _count60.Value;

    /// <summary>Mean price by volume; 0 without trades.</summary>
    public double Vwap60 => _quantity60.Value > 0 ? _notional60.Value / _quantity60.Value : 0;

    public void Add(in MarketEvent trade)
    {
        var quantity = new Quantity(trade.B).ToDouble();
        Last = new Price(trade.A).ToDouble();
        if (trade.TakerSide == Side.Buy) _second.Buys += quantity;
        else _second.Sells += quantity;
        _sums.Notional += Last * quantity;
        _sums.Count++;
    }

    public void Close()
    {
        var (buys, sells) = _second;
        Flow1 = Balance(buys, sells);
        _buys5.Add(buys);
        _sells5.Add(sells);
        _buys15.Add(buys);
        _sells15.Add(sells);
        _count15.Add(_sums.Count);
        _count60.Add(_sums.Count);
        _quantity60.Add(buys + sells);
        _notional60.Add(_sums.Notional);
        (_second, _sums) = (default, default);
    }

    public void Reset()
    {
        (_second, _sums, Last, Flow1) = (default, default, 0, 0);
        _buys5.Reset();
        _sells5.Reset();
        _buys15.Reset();
        _sells15.Reset();
        _count15.Reset();
        _count60.Reset();
        _quantity60.Reset();
        _notional60.Reset();
    }

    private static double Balance(double buys, double sells) => buys + sells > 0 ? (buys - sells) / (buys + sells) : 0;
}
