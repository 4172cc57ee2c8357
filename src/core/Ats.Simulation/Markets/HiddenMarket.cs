using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>The hidden states of the two coins, moved together. One law at any step length: a tenth of a second live, five seconds for history.</summary>
internal sealed class HiddenMarket
{
    private const double MinutesFlowHalfLife = 120;
    private const double LongFlowHalfLife = 1200;
    private const double DeepMoodHalfLife = 90;
    private readonly MarketDynamics _d;
    private readonly PressureModel _model;
    private readonly Rng _random;
    private readonly double _step;
    private readonly (double Keep, double Gain) _flow;
    private readonly (double Keep, double Gain) _regime;
    private readonly (double Keep, double Gain) _fast;
    private readonly (double Keep, double Gain) _slow;
    private readonly (double Keep, double Gain) _slowBasis;
    private readonly (double Keep, double Gain) _fastBasis;
    private readonly (double Keep, double Gain) _minutes;
    private readonly (double Keep, double Gain) _long;
    private readonly (double Keep, double Gain) _mood;
    private readonly double _rootStep;
    private readonly double _ownFlow;
    private readonly double _own;
    private readonly double _ownState;
    private readonly double _jumpChance;
    private double _season = 1;
    private int _seasonAge;

    public HiddenMarket(MarketDynamics dynamics, PressureModel model, IReadOnlyList<double> prices, IReadOnlyList<double> deviations15Bp, Rng random)
    {
        _d = dynamics;
        _random = random;
        _step = model.StepSeconds;
        _model = model;
        Coins = prices.Select((p, i) => new CoinState(Math.Log(p), model.Scale * deviations15Bp[i] * 1e-4)).ToArray();
        _flow = (model.FlowKeep, Math.Sqrt(1 - (model.FlowKeep * model.FlowKeep)));
        _regime = Process(dynamics.RegimeHalfLifeSeconds, 1);
        _fast = Process(dynamics.FastVolatilityHalfLifeSeconds, dynamics.FastVolatility);
        _slow = Process(dynamics.SlowVolatilityHalfLifeSeconds, dynamics.SlowVolatility);
        _slowBasis = Process(dynamics.SlowBasisHalfLifeSeconds, dynamics.SlowBasisBp * 1e-4);
        _fastBasis = Process(dynamics.FastBasisHalfLifeSeconds, dynamics.FastBasisBp * 1e-4);
        _minutes = Process(MinutesFlowHalfLife, Math.Sqrt(0.5));
        _long = Process(LongFlowHalfLife, Math.Sqrt(0.5));
        _mood = Process(DeepMoodHalfLife, 1);
        _rootStep = Math.Sqrt(_step);
        _ownFlow = Math.Sqrt(1 - (dynamics.Contrarian * dynamics.Contrarian));
        _own = Math.Sqrt(1 - (dynamics.Correlation * dynamics.Correlation));
        _ownState = Math.Sqrt(1 - (dynamics.StateCorrelation * dynamics.StateCorrelation));
        _jumpChance = dynamics.JumpsPerHour / 3600 * _step;
        Settle();
    }

    public CoinState[] Coins { get; }

    /// <summary>Continues another market's states.</summary>
    public void TakeOver(HiddenMarket other)
    {
        for (var i = 0; i < Coins.Length; i++) Coins[i] = other.Coins[i].Copy();
    }

    /// <summary>One step; the time of day gives the season.</summary>
    public void Step(double daySeconds)
    {
        // The season moves slowly: a cosine every few seconds is enough.
        if (_seasonAge-- <= 0) (_season, _seasonAge) = (_d.SeasonAt(daySeconds), (int)(10 / _step));
        var (shock, flow, fast, slow) = (0.0, 0.0, 0.0, _random.NextNormal());
        var jumps = _random.NextDouble() < _jumpChance;
        var jump = 0.0;
        for (var i = 0; i < Coins.Length; i++)
        {
            var coin = Coins[i];
            shock = i == 0 ? _random.NextNormal() : (_d.Correlation * shock) + (_own * _random.NextNormal());
            flow = i == 0 ? _random.NextNormal() : (_d.StateCorrelation * flow) + (_ownState * _random.NextNormal());
            fast = i == 0 ? _random.NextNormal() : (_d.StateCorrelation * fast) + (_ownState * _random.NextNormal());
            if (jumps) jump = i == 0 ? _random.NextNormal() : (_d.Correlation * jump) + (_own * _random.NextNormal());
            Price(coin, shock, jump);
            coin.Flow = (_flow.Keep * coin.Flow) + (_flow.Gain * ((_ownFlow * flow) - (_d.Contrarian * shock)));
            coin.Pressure = (_model.PressureKeep * coin.Pressure) + (_model.PressureGain * coin.Flow);
            coin.FastVolatility = (_fast.Keep * coin.FastVolatility) + (_fast.Gain * fast);
            coin.SlowVolatility = (_slow.Keep * coin.SlowVolatility) + (_slow.Gain * slow);
            Move(ref coin.Regime, _regime);
            Move(ref coin.SlowBasis, _slowBasis);
            Move(ref coin.FastBasis, _fastBasis);
            Move(ref coin.MinutesFlow, _minutes);
            Move(ref coin.LongFlow, _long);
            Move(ref coin.DeepMood, _mood);
            SetVolatility(coin);
        }
    }

    private (double Keep, double Gain) Process(double halfLife, double deviation)
    {
        var keep = MarketDynamics.Keep(halfLife, _step);
        return (keep, deviation * Math.Sqrt(1 - (keep * keep)));
    }

    private void Move(ref double value, (double Keep, double Gain) process) => value = (process.Keep * value) + (process.Gain * _random.NextNormal());

    private void Price(CoinState coin, double shock, double jump)
    {
        coin.Shock = shock;
        coin.Jump = coin.Sigma * _d.JumpSize * Math.Sqrt(15) * jump;
        var drift = _model.Push * coin.DriftScale * _model.Response(coin.Pressure) * _model.Regime(coin.Regime) * _step;
        coin.LogPrice += drift + (coin.Sigma * _rootStep * shock) + coin.Jump;
    }

    private void SetVolatility(CoinState coin)
    {
        var log = coin.FastVolatility + coin.SlowVolatility;
        coin.SigmaRatio = _season * Math.Exp(log - _d.LogVariance);
        coin.Sigma = coin.Scale * coin.SigmaRatio;
        coin.DriftScale = coin.Scale * _season * Math.Exp(_d.DriftPower * (log - (_d.DriftPower * _d.LogVariance)));
        coin.Busyness = Math.Pow(coin.SigmaRatio, 0.8) * Math.Exp(0.3 * coin.Regime);
    }

    /// <summary>Draws every state from its stationary law.</summary>
    private void Settle()
    {
        var slow = _random.NextNormal() * _d.SlowVolatility;
        var covariance = _model.FlowPressureCovariance;
        foreach (var coin in Coins)
        {
            coin.Flow = _random.NextNormal();
            coin.Pressure = (covariance * coin.Flow) + (Math.Sqrt(1 - (covariance * covariance)) * _random.NextNormal());
            coin.Regime = _random.NextNormal();
            coin.FastVolatility = _random.NextNormal() * _d.FastVolatility;
            coin.SlowVolatility = slow;
            coin.SlowBasis = _random.NextNormal() * _d.SlowBasisBp * 1e-4;
            coin.FastBasis = _random.NextNormal() * _d.FastBasisBp * 1e-4;
            coin.MinutesFlow = _random.NextNormal() * Math.Sqrt(0.5);
            coin.LongFlow = _random.NextNormal() * Math.Sqrt(0.5);
            coin.DeepMood = _random.NextNormal();
            SetVolatility(coin);
        }
    }
}
