namespace Ats.Strategies.Ai;

/// <summary>Where the market stands, from its bars: calm or lively (short against long volatility), drifting or not (recent drift against volatility).</summary>
internal sealed class MarketRegime(int bars)
{
    public const int Count = 4;

    /// <summary>The long volatility looks so many times as far back.</summary>
    private const int LongFactor = 8;

    /// <summary>A drift beyond this many of its own standard errors is one.</summary>
    private const double Drift = 1;

    private readonly double _fast = Math.Pow(0.5, 1.0 / bars);
    private readonly double _slow = Math.Pow(0.5, 1.0 / (LongFactor * bars));
    private Skill _short;
    private Skill _long;
    private Skill _mean;

    /// <summary>0 calm without drift, 1 lively without, 2 calm with drift, 3 lively with.</summary>
    public int Value { get; private set; }

    /// <param name="change">Log return of the bar.</param>
    public void Update(double change)
    {
        _short.Add(change * change, _fast);
        _long.Add(change * change, _slow);
        _mean.Add(change, _fast);
        var lively = _short.Value > _long.Value ? 1 : 0;
        // The mean of n bars deviates by sigma / sqrt(n); a half-life of b bars weighs as 2.9 b of them.
        var error = Math.Sqrt(_short.Value / (2.9 * bars));
        Value = lively + (Math.Abs(_mean.Value) > Drift * error ? 2 : 0);
    }
}
