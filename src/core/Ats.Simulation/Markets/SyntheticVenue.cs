using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>One instrument of the synthetic market: its makers and takers, the accounts' impact on it, and the premium that makes its funding rate.</summary>
internal sealed class SyntheticVenue
{
    private const double ImpactHalfLifeSeconds = 20;
    private const double MostImpact = 20e-4;
    private const double PremiumMemorySeconds = 8 * 3600;
    private const double BurstsPerSecond = 0.08;
    private readonly short _index;
    private readonly double _impactPerUsdt;
    private readonly double _stepSeconds;
    private readonly double _impactKeep;
    private readonly Rng _random;
    private readonly MakerLadder _ladder;
    private double _pending;
    private double _impact;
    private double _premium;

    public SyntheticVenue(short index, Instrument rules, double busyness, double stepSeconds, Rng random)
    {
        _index = index;
        Rules = rules;
        _random = random;
        _stepSeconds = stepSeconds;
        _impactKeep = MarketDynamics.Keep(ImpactHalfLifeSeconds, stepSeconds);
        _impactPerUsdt = 1e-10 / busyness;
        _ladder = new MakerLadder(index, rules, new QuoteSizes(rules, 60_000 * busyness, random), 250_000 * busyness, random);
        Takers = new TakerFlow(index, rules, 4 * Math.Sqrt(busyness), 3000 * Math.Sqrt(busyness), random);
    }

    public Instrument Rules { get; }

    public TakerFlow Takers { get; }

    public bool IsPerpetual => Rules.Kind != ContractKind.Spot;

    /// <summary>Bybit's formula: average premium plus the interest of 0.01 %, which the premium's first 0.05 % do not move.</summary>
    public decimal FundingRate => IsPerpetual ? Math.Round((decimal)Math.Clamp(_premium + Math.Clamp(0.0001 - _premium, -0.0005, 0.0005), -0.0075, 0.0075), 8) : 0m;

    /// <summary>ln of what the makers quote around.</summary>
    public double LogValue(CoinState coin) => coin.LogPrice + (IsPerpetual ? coin.Basis : 0) + _impact;

    public void Open(IMarketDesk desk, CoinState coin)
    {
        (_pending, _impact, _premium) = (0, 0, coin.Basis);
        _ladder.CancelAll(desk);
        _ladder.Quote(desk, coin, Math.Exp(LogValue(coin)));
    }

    public void Step(IMarketDesk desk, CoinState coin)
    {
        _impact = Math.Clamp((_impact * _impactKeep) + (_pending * _impactPerUsdt), -MostImpact, MostImpact);
        _pending = 0;
        _premium += (coin.Basis - _premium) * _stepSeconds / PremiumMemorySeconds;
        var value = Math.Exp(LogValue(coin));
        Takers.Take(desk, coin, value, _stepSeconds);
        if (coin.Jump != 0) _ladder.Widen(10 + _random.NextExponential(20));
        else if (_random.NextDouble() < BurstsPerSecond * _stepSeconds * coin.SigmaRatio) _ladder.Widen(2 + _random.NextExponential(6));
        _ladder.Quote(desk, coin, value);
    }

    public void OnFill(in ParticipantFill fill)
    {
        if (fill.Liquidity != Liquidity.Maker) return;
        if (fill.Remaining.IsZero) _ladder.Forget(fill.Side, fill.Id);
        if (fill.AgainstAccount) _pending -= fill.Side.Sign() * fill.Price.ToDouble() * fill.Quantity.ToDouble();
    }

    /// <summary>Expected log change of the mid over a horizon, given everything hidden: drift, what the makers have not followed yet, impact and basis that fade.</summary>
    public double ExpectedReturn(CoinState coin, PressureModel model, MarketDynamics dynamics, double horizonSeconds)
    {
        var expected = coin.DriftScale * model.Expected(coin.Flow, coin.Pressure, coin.Regime, coin.FastVolatility, horizonSeconds);
        expected += LogValue(coin) - Math.Log(_ladder.Centre);
        expected += _impact * (MarketDynamics.Keep(ImpactHalfLifeSeconds, horizonSeconds) - 1);
        if (!IsPerpetual) return expected;
        return expected + (coin.FastBasis * (MarketDynamics.Keep(dynamics.FastBasisHalfLifeSeconds, horizonSeconds) - 1))
            + (coin.SlowBasis * (MarketDynamics.Keep(dynamics.SlowBasisHalfLifeSeconds, horizonSeconds) - 1));
    }
}
