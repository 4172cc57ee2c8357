namespace Ats.Simulation.Markets;

/// <summary>The hidden state of one coin (see <see cref="MarketDynamics"/>); all but the price and the basis are standard or as said.</summary>
internal sealed class CoinState(double logPrice, double scale)
{
    /// <summary>ln of the efficient price, which is also the index.</summary>
    public double LogPrice = logPrice;

    /// <summary>u: order flow.</summary>
    public double Flow;

    /// <summary>x: the flow's leaky sum.</summary>
    public double Pressure;

    /// <summary>w: whether pressure moves the price.</summary>
    public double Regime;

    /// <summary>Fast and slow parts of ln sigma.</summary>
    public double FastVolatility;
    public double SlowVolatility;

    /// <summary>Log of perpetual over index: the slow and the fast part.</summary>
    public double SlowBasis;
    public double FastBasis;

    /// <summary>Parents of orders sliced over minutes and over a quarter of an hour: they sign trades and say nothing about prices.</summary>
    public double MinutesFlow;
    public double LongFlow;

    /// <summary>A lean of the deeper book that says nothing about prices.</summary>
    public double DeepMood;

    /// <summary>Root mean square deviation of one second's diffusion, as a log return.</summary>
    public readonly double Scale = scale;

    /// <summary>Deviation of one second's diffusion now, as a log return; and over its root mean square.</summary>
    public double Sigma;
    public double SigmaRatio = 1;

    /// <summary>tau: what the drift is measured in, as a log return.</summary>
    public double DriftScale;

    /// <summary>The last step's shock in deviations, and the jump in it (log return, mostly zero).</summary>
    public double Shock;
    public double Jump;

    /// <summary>Share of a busy market's trades that come now: 1 on average days, more when volatile and when pressure moves prices.</summary>
    public double Busyness = 1;

    public double Basis => SlowBasis + FastBasis;

    public CoinState Copy() => (CoinState)MemberwiseClone();
}
