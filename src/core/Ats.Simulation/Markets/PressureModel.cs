namespace Ats.Simulation.Markets;

/// <summary>
/// The arithmetic of <see cref="MarketDynamics"/> at one step length: the recursions' coefficients, the expected return given the hidden
/// state, and the best R^2, all from the Gaussian laws of the state (no sampling). Time integrals are sums over <see cref="Nodes"/>
/// moments, expectations over (u, x) sums over a fine grid; both are good to about 1e-3 of the result.
/// </summary>
internal sealed class PressureModel
{
    private const int Nodes = 25;
    private const double GridStep = 0.25;
    private const int GridHalf = 22; // +-5.5 deviations
    private readonly MarketDynamics _d;
    private readonly double _covariance; // of x and u

    public PressureModel(MarketDynamics dynamics, double stepSeconds)
    {
        _d = dynamics;
        StepSeconds = stepSeconds;
        FlowKeep = MarketDynamics.Keep(dynamics.FlowHalfLifeSeconds, stepSeconds);
        PressureKeep = MarketDynamics.Keep(dynamics.PressureHalfLifeSeconds, stepSeconds);
        var both = FlowKeep * PressureKeep;
        PressureGain = Math.Sqrt((1 - (PressureKeep * PressureKeep)) * (1 - both) / (1 + both));
        _covariance = PressureGain / (1 - both);
        JumpShare = dynamics.JumpsPerHour / 3600 * 15 * dynamics.JumpSize * dynamics.JumpSize;
        (Push, Scale) = Solve();
    }

    public double StepSeconds { get; }

    /// <summary>u keeps this share a step.</summary>
    public double FlowKeep { get; }

    /// <summary>x keeps this share a step, and gains <see cref="PressureGain"/> of the new u.</summary>
    public double PressureKeep { get; }

    public double PressureGain { get; }

    public double FlowPressureCovariance => _covariance;

    /// <summary>Variance that jumps add, as a share of the diffusion's.</summary>
    public double JumpShare { get; }

    /// <summary>K: drift at full push, tau a second.</summary>
    public double Push { get; }

    /// <summary>S: root mean square deviation of one second's diffusion, in deviations of the 15 s return.</summary>
    public double Scale { get; }

    public double Response(double x) => Response(x, 0);

    public double Regime(double w) => 2 * NormalCurve.Cumulative(_d.RegimeSteepness * w);

    /// <summary>Expected log return over a horizon in units of the present tau, given u, x, w and the fast part of ln sigma.</summary>
    public double Expected(double u, double x, double w, double fast, double horizonSeconds)
    {
        var sum = 0.0;
        for (var i = 0; i < Nodes; i++)
        {
            var seconds = NodeSeconds(i, horizonSeconds);
            var (ax, au, variance) = Pressure(seconds);
            var regime = MarketDynamics.Keep(_d.RegimeHalfLifeSeconds, seconds);
            var q = _d.RegimeSteepness / Math.Sqrt(1 + (_d.RegimeSteepness * _d.RegimeSteepness * (1 - (regime * regime))));
            sum += Response((ax * x) + (au * u), variance) * 2 * NormalCurve.Cumulative(q * regime * w) * FastGrowth(fast, seconds);
        }

        return Push * horizonSeconds / Nodes * sum;
    }

    /// <summary>Variance of the expected return and of the return itself, in variances of the 15 s return; over a whole day.</summary>
    public (double Explained, double Total) Variances(double horizonSeconds)
    {
        var (explained, drift) = DriftMoments(horizonSeconds);
        return (Push * Push * Scale * Scale * explained, Scale * Scale * Total(Push, horizonSeconds, drift));
    }

    /// <summary>The K at which explained = BestR2 * total, and the S that makes the total one.</summary>
    private (double Push, double Scale) Solve()
    {
        var (explained, drift) = DriftMoments(15);
        var (a, b, c) = (explained - (_d.BestR2 * drift), -_d.BestR2 * ShockMoment(15), -_d.BestR2 * Diffusion(15));
        var push = (-b + Math.Sqrt((b * b) - (4 * a * c))) / (2 * a);
        return (push, 1 / Math.Sqrt(Total(push, 15, drift)));
    }

    private double Diffusion(double horizonSeconds) => horizonSeconds * (1 + JumpShare);

    private double Total(double push, double horizonSeconds, double drift) => Diffusion(horizonSeconds) + (push * ShockMoment(horizonSeconds)) + (push * push * drift);

    /// <summary>Twice the covariance of the diffusion with the drift it causes within the horizon, for push and scale 1 (negative).</summary>
    private double ShockMoment(double horizonSeconds)
    {
        var steps = (int)Math.Round(horizonSeconds / StepSeconds);
        var gain = PressureGain * Math.Sqrt(1 - (FlowKeep * FlowKeep)) / (FlowKeep - PressureKeep);
        var soft = Math.Sqrt(1 + (_d.Softness * _d.Softness));
        var slope = 2 * NormalCurve.Density(_d.Threshold / soft) / soft;
        var sum = 0.0;
        for (var j = 1; j < steps; j++)
        {
            var keep = MarketDynamics.Keep(_d.FastVolatilityHalfLifeSeconds, j * StepSeconds);
            sum += (steps - j) * (Math.Pow(FlowKeep, j) - Math.Pow(PressureKeep, j)) * VolatilityCross(keep);
        }

        return -2 * _d.Contrarian * gain * slope * StepSeconds * Math.Sqrt(StepSeconds) * sum;
    }

    /// <summary>E[M^2] and E[D^2] of the expected and the realised drift over a horizon, for push and scale 1.</summary>
    private (double Explained, double Realised) DriftMoments(double horizonSeconds)
    {
        var responses = ResponseMoments(horizonSeconds);
        Span<double> lagged = stackalloc double[Nodes];
        for (var lag = 0; lag < Nodes; lag++)
        {
            var seconds = lag * horizonSeconds / Nodes;
            lagged[lag] = LaggedResponse(seconds) * RegimeLag(seconds) * VolatilityLag(seconds);
        }

        var (explained, realised) = (0.0, 0.0);
        for (var i = 0; i < Nodes; i++)
        {
            for (var j = 0; j < Nodes; j++)
            {
                var (a, b) = (NodeSeconds(i, horizonSeconds), NodeSeconds(j, horizonSeconds));
                explained += responses[(i * Nodes) + j] * RegimeMoment(a, b) * VolatilityMoment(a, b);
                realised += lagged[Math.Abs(i - j)];
            }
        }

        var area = horizonSeconds * horizonSeconds / (Nodes * Nodes);
        return (area * explained, area * realised);
    }

    /// <summary>E[E[f(x_a)|H] E[f(x_b)|H]] for all pairs of nodes, over the present u and x.</summary>
    private double[] ResponseMoments(double horizonSeconds)
    {
        var moments = new double[Nodes * Nodes];
        Span<double> at = stackalloc double[Nodes];
        Span<(double Ax, double Au, double Variance)> later = stackalloc (double, double, double)[Nodes];
        for (var i = 0; i < Nodes; i++) later[i] = Pressure(NodeSeconds(i, horizonSeconds));
        var rest = Math.Sqrt(1 - (_covariance * _covariance));
        for (var g = -GridHalf; g <= GridHalf; g++)
        {
            for (var h = -GridHalf; h <= GridHalf; h++)
            {
                var u = g * GridStep;
                var x = (_covariance * u) + (rest * h * GridStep);
                var weight = NormalCurve.Density(u) * NormalCurve.Density(h * GridStep) * GridStep * GridStep;
                for (var i = 0; i < Nodes; i++) at[i] = Response((later[i].Ax * x) + (later[i].Au * u), later[i].Variance);
                for (var i = 0; i < Nodes; i++)
                {
                    for (var j = 0; j < Nodes; j++) moments[(i * Nodes) + j] += weight * at[i] * at[j];
                }
            }
        }

        return moments;
    }

    /// <summary>E[f(x_0) f(x_lag)].</summary>
    private double LaggedResponse(double seconds)
    {
        var (ax, au, _) = Pressure(seconds);
        var r = Math.Min(1, ax + (au * _covariance));
        var sum = 0.0;
        for (var g = -GridHalf; g <= GridHalf; g++)
        {
            var x = g * GridStep;
            sum += NormalCurve.Density(x) * GridStep * Response(x) * Response(r * x, 1 - (r * r));
        }

        return sum;
    }

    /// <summary>x after some time is Gaussian with mean ax*x + au*u and this variance.</summary>
    private (double Ax, double Au, double Variance) Pressure(double seconds)
    {
        var k = seconds / StepSeconds;
        var (a, b) = (Math.Pow(FlowKeep, k), Math.Pow(PressureKeep, k));
        var au = PressureGain * FlowKeep * (a - b) / (FlowKeep - PressureKeep);
        return (b, au, Math.Max(0, 1 - (b * b) - (au * au) - (2 * b * au * _covariance)));
    }

    /// <summary>E[f] where x is Gaussian.</summary>
    private double Response(double mean, double variance)
    {
        var s = Math.Sqrt((_d.Softness * _d.Softness) + variance);
        return NormalCurve.Cumulative((mean - _d.Threshold) / s) - NormalCurve.Cumulative((-mean - _d.Threshold) / s);
    }

    /// <summary>Middles of equal slices; the drift of a step uses the state at its begin.</summary>
    private double NodeSeconds(int i, double horizonSeconds) => Math.Max(0, ((i + 0.5) * horizonSeconds / Nodes) - (StepSeconds / 2));

    private double RegimeMoment(double a, double b)
    {
        var (ka, kb) = (MarketDynamics.Keep(_d.RegimeHalfLifeSeconds, a), MarketDynamics.Keep(_d.RegimeHalfLifeSeconds, b));
        return RegimeProduct(ka * kb);
    }

    private double RegimeLag(double seconds) => RegimeProduct(MarketDynamics.Keep(_d.RegimeHalfLifeSeconds, seconds));

    /// <summary>E[m m'] of two Gaussians of this covariance (of their known parts, when the rest is averaged out: the same formula).</summary>
    private double RegimeProduct(double covariance)
    {
        var q2 = _d.RegimeSteepness * _d.RegimeSteepness;
        return 1 + (2 / Math.PI * Math.Asin(q2 * covariance / (1 + q2)));
    }

    /// <summary>E[tau later / tau now], given the fast part now.</summary>
    private double FastGrowth(double fast, double seconds)
    {
        var keep = MarketDynamics.Keep(_d.FastVolatilityHalfLifeSeconds, seconds);
        return Math.Exp((_d.DriftPower * fast * (keep - 1)) + (DriftVariance * (1 - (keep * keep)) / 2));
    }

    private double DriftVariance => _d.DriftPower * _d.DriftPower * _d.FastVolatility * _d.FastVolatility;

    /// <summary>E[E[tau_a|H] E[tau_b|H]] with E[tau^2] = 1.</summary>
    private double VolatilityMoment(double a, double b) => Math.Exp(DriftVariance * (MarketDynamics.Keep(_d.FastVolatilityHalfLifeSeconds, a + b) - 1));

    private double VolatilityLag(double seconds) => VolatilityMoment(seconds, 0);

    /// <summary>E[sigma tau'] where the fast part keeps this share of itself; the slow part keeps all.</summary>
    private double VolatilityCross(double keep)
    {
        var (g, fast, slow) = (_d.DriftPower, _d.FastVolatility * _d.FastVolatility, _d.SlowVolatility * _d.SlowVolatility);
        return Math.Exp((fast * ((g * keep) - ((1 + (g * g)) / 2))) - (slow * (1 - g) * (1 - g) / 2));
    }
}
