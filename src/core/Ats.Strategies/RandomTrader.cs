using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies;

/// <summary>
/// Control: trades as much as its rivals and knows nothing. What it owes is the median turnover of the contest's classical strategies so far
/// (private copies watch the same bars) less its own; each bar it pays with a chance of debt / <see cref="MeanDelayBars"/>, by moving to another
/// level picked at random. So its turnover follows theirs within a few positions, its times and directions are drawn by lot, and nothing
/// is known ahead. With <c>hold</c> above zero it does not look at rivals: it moves on average every so many bars.
/// Source: random entry in Aronson (2006), "Evidence-Based Technical Analysis".
/// </summary>
public sealed class RandomTrader : TargetStrategy
{
    /// <summary>Mean bars from the moment rivals trade to the moment it follows, so that its times are its own.</summary>
    private const double MeanDelayBars = 20;

    private readonly Settings _settings;
    private readonly RivalTurnover? _rivals;
    private readonly ulong _seed;
    private readonly bool _canShort;
    private Rng? _random;
    private double _level;
    private double _turnover;

    /// <param name="settings">Checked parameters.</param>
    /// <param name="contest">Seed, rivals, and whether levels below zero count.</param>
    public RandomTrader(Settings settings, Contest contest)
    {
        _settings = settings;
        _seed = contest.Seed;
        _canShort = contest.CanShort && settings.Short;
        if (settings.Hold == 0) _rivals = new RivalTurnover(contest);
    }

    public override int WarmUp => 1;

    protected override Signal OnBar(in Bar bar)
    {
        // A fresh instance after a hole in the data starts at another time, and so draws other numbers than the one before it.
        _random ??= new Rng(_seed ^ (ulong)bar.CloseTime.Nanoseconds);
        _rivals?.Update(in bar);
        if (_random.NextDouble() < Chance())
        {
            var next = Another();
            _turnover += Math.Abs(next - _level);
            _level = next;
        }

        return _turnover == 0 ? Signal.Hold : new Signal(_level);
    }

    protected override Reason Explain() => _rivals is null
        ? new("level {0} by lot, kept {1} bars on average", _level, _settings.Hold)
        : new("level {0} by lot; turnover {1} positions so far, rivals' median {2}", _level, _turnover, _rivals.Median);

    private double Chance() => _rivals is null ? 1 / _settings.Hold : (_rivals.Median - _turnover) / MeanDelayBars;

    /// <summary>Every level but the one held, equally likely.</summary>
    private double Another()
    {
        var levels = _canShort ? 3 : 2;
        var lowest = _canShort ? 1 : 0;
        var steps = 1 + _random!.Next(levels - 1);
        return (((int)_level + lowest + steps) % levels) - lowest;
    }

    public sealed record Settings(double Hold, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("hold", 0, 0, 1_000_000, "mean bars between changes; 0 = turnover matched to the median of the classical arms") { IsWhole = false },
            new("short", 1, 0, 1, "1 = also go short (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => p["hold"] is 0 or >= 1
            ? new Settings(p["hold"], p.Flag("short"))
            : throw new ParameterException($"hold={p["hold"]} must be 0 (matched) or at least 1 bar");
    }
}
