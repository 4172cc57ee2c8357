namespace Ats.Simulation.Markets;

/// <summary>
/// The hidden laws of the synthetic market. One coin has an efficient price p, and
/// <code>
/// ln p(k+1) - ln p(k) = K * tau(k) * f(x) * m(w) * dt  +  sigma(k) * ( sqrt(dt) * Z  +  jumps )
/// </code>
/// <list type="bullet">
/// <item>u, order flow: a standard Gaussian process that forgets with <see cref="FlowHalfLifeSeconds"/>. The best levels of the book lean
/// with it. Its shocks lean against the price's (<see cref="Contrarian"/>), so that returns show little correlation with later ones.</item>
/// <item>x, pressure: a leaky sum of u with <see cref="PressureHalfLifeSeconds"/>, of unit variance. Nothing shows it at once: who remembers u knows it.</item>
/// <item>f(x) = N((x-c)/s) - N((-x-c)/s): nothing below the <see cref="Threshold"/> c, full push beyond it, <see cref="Softness"/> s.</item>
/// <item>m(w) = 1 + (2 N(q w) - 1), in (0, 2), w a slow standard Gaussian process: in one regime pressure moves the price, in the other it is absorbed.
/// Thin near levels, a steep book and busy trading show w.</item>
/// <item>sigma = S * season * exp(fast + slow), normed to mean square S^2: two log-normal scales of volatility, which give clusters and fat tails;
/// jumps are rare and symmetric. tau is the same with <see cref="DriftPower"/> in the exponent: storms drown the pressure.</item>
/// </list>
/// K and S are solved from <see cref="BestR2"/> and the deviation, see <see cref="PressureModel"/>. Half-lives in seconds.
/// </summary>
public sealed record MarketDynamics
{
    /// <summary>Share of the variance of 15 s returns of the efficient price that the hidden state explains: the bound of every predictor.</summary>
    public double BestR2 { get; init; } = 0.075;

    public double FlowHalfLifeSeconds { get; init; } = 5;

    public double PressureHalfLifeSeconds { get; init; } = 15;

    public double RegimeHalfLifeSeconds { get; init; } = 600;

    public double Threshold { get; init; } = 1.1;

    public double Softness { get; init; } = 0.3;

    /// <summary>How much of a price shock goes, reversed, into the flow's shock: makers lean against moves. A correlation.</summary>
    public double Contrarian { get; init; } = 0.25;

    /// <summary>q of m(w).</summary>
    public double RegimeSteepness { get; init; } = 2;

    /// <summary>The drift grows with this power of volatility.</summary>
    public double DriftPower { get; init; } = 0.7;

    public double FastVolatilityHalfLifeSeconds { get; init; } = 240;

    /// <summary>Standard deviation of the fast part of ln sigma.</summary>
    public double FastVolatility { get; init; } = 0.35;

    public double SlowVolatilityHalfLifeSeconds { get; init; } = 3 * 3600;

    public double SlowVolatility { get; init; } = 0.33;

    /// <summary>Swing of volatility and trading over the day: busiest at 14:30 UTC.</summary>
    public double Season { get; init; } = 0.35;

    public double JumpsPerHour { get; init; } = 6;

    /// <summary>Deviation of one jump in units of 15 seconds' diffusion.</summary>
    public double JumpSize { get; init; } = 2;

    /// <summary>Correlation of the two coins' shocks, jumps included.</summary>
    public double Correlation { get; init; } = 0.83;

    /// <summary>Correlation of the two coins' flow and of their fast volatility.</summary>
    public double StateCorrelation { get; init; } = 0.6;

    /// <summary>Deviation of the perpetual's basis over hours and over minutes, in basis points of the index.</summary>
    public double SlowBasisBp { get; init; } = 4;

    public double SlowBasisHalfLifeSeconds { get; init; } = 6 * 3600;

    public double FastBasisBp { get; init; } = 0.8;

    public double FastBasisHalfLifeSeconds { get; init; } = 300;

    /// <summary>Rises and falls over the day around 1, mean square 1.</summary>
    public double SeasonAt(double daySeconds) =>
        (1 + (Season * Math.Cos(2 * Math.PI * (daySeconds - 52_200) / 86_400))) / Math.Sqrt(1 + (Season * Season / 2));

    /// <summary>Variance of ln sigma without the season.</summary>
    internal double LogVariance => (FastVolatility * FastVolatility) + (SlowVolatility * SlowVolatility);

    /// <summary>What a standard process keeps of itself after some seconds.</summary>
    internal static double Keep(double halfLifeSeconds, double seconds) => Math.Exp(-Math.Log(2) * seconds / halfLifeSeconds);
}
