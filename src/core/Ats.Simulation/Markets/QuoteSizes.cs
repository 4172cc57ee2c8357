using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// How much makers show. Near levels lean with the flow u (saturating), deeper ones a little with the pressure x and more with a mood that
/// means nothing; the profile over the levels is steep (thin near, thick deep) when pressure moves prices. Every size has its own noise.
/// </summary>
internal sealed class QuoteSizes(Instrument rules, double bestNotional, Rng random)
{
    private const double NearNoise = 0.3;
    private const double DeepNoise = 0.4;
    private readonly double _lot = rules.LotSize.ToDouble();

    private double _near;
    private double _deep;
    private double _steep;
    private double _unit;

    /// <summary>Reads the state once a step.</summary>
    public void Prepare(CoinState coin, double price)
    {
        _near = 0.9 * Math.Tanh(0.8 * coin.Flow);
        _deep = (0.2 * coin.Pressure) + (0.5 * coin.DeepMood);
        _steep = 0.3 * Math.Clamp(coin.Regime, -2.5, 2.5);
        _unit = bestNotional / price / _lot;
    }

    /// <summary>Size of a new quote at a rung, 0 the best.</summary>
    public Quantity Next(Side side, int rung)
    {
        var isNear = rung < QuoteRungs.Near;
        var lean = side.Sign() * (isNear ? _near : _deep);
        var tilt = _steep * (Math.Min(rung, 12) - 4) / 4.0;
        var noise = (isNear ? NearNoise : DeepNoise) * random.NextNormal();
        var lots = _unit * (1 + (0.25 * Math.Min(rung, 28))) * Math.Exp(lean + tilt + noise);
        return new Quantity(Math.Max(1, (long)lots) * rules.LotSize.Raw);
    }
}
