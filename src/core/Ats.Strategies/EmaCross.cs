using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Long while the fast exponential moving average is above the slow one; flat while it is not, or short while it is below where <c>short=1</c>.
/// Source: Appel (2005), "Technical Analysis: Power Tools for Active Investors"; the rule of Brock, Lakonishok and LeBaron (1992) with exponential weights.
/// </summary>
public sealed class EmaCross(EmaCross.Settings settings) : TargetStrategy
{
    private readonly Ema _fast = new(settings.Fast);
    private readonly Ema _slow = new(settings.Slow);

    public override int WarmUp => settings.Slow;

    protected override Signal OnBar(in Bar bar)
    {
        var close = bar.Close.ToDouble();
        _fast.Update(close);
        _slow.Update(close);
        if (!_slow.IsReady) return Signal.Hold;
        if (_fast.Value > _slow.Value) return Signal.Long;
        return settings.Short && _fast.Value < _slow.Value ? Signal.Short : Signal.Flat;
    }

    protected override Reason Explain() => new("fast exponential average {0}, slow {1}", _fast.Value, _slow.Value);

    public sealed record Settings(int Fast, int Slow, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("fast", 12, 1, 5000, "bars of the fast average"),
            new("slow", 26, 2, 10000, "bars of the slow average"),
            new("short", 0, 0, 1, "1 = go short when the fast average is below (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => p["fast"] < p["slow"]
            ? new Settings(p.Int("fast"), p.Int("slow"), p.Flag("short"))
            : throw new ParameterException($"fast={p["fast"]} must be smaller than slow={p["slow"]}");
    }
}
