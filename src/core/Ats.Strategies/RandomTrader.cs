using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies;

/// <summary>
/// Control: changes to another level picked at random, on average every so many bars. Give it another arm's mean holding time and it
/// pays the same costs without knowing anything. Source: random entry in Aronson (2006), "Evidence-Based Technical Analysis".
/// </summary>
public sealed class RandomTrader(RandomTrader.Settings settings, ulong seed) : TargetStrategy
{
    private readonly Rng _rng = new(seed);
    private readonly double _chance = 1.0 / settings.Hold;
    private double _level = double.NaN;

    public override int WarmUp => 1;

    protected override Signal OnBar(in Bar bar)
    {
        if (double.IsNaN(_level)) _level = _rng.Next(Levels) - Lowest;
        else if (_rng.NextDouble() < _chance) _level = Another();
        return new Signal(_level);
    }

    protected override Reason Explain() => new("level {0} by lot, kept {1} bars on average", _level, settings.Hold);

    private int Levels => settings.Short ? 3 : 2;

    private int Lowest => settings.Short ? 1 : 0;

    /// <summary>Every level but the one held, equally likely.</summary>
    private double Another()
    {
        var steps = 1 + _rng.Next(Levels - 1);
        return (((int)_level + Lowest + steps) % Levels) - Lowest;
    }

    public sealed record Settings(double Hold, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("hold", 60, 1, 1_000_000, "mean bars between changes") { IsWhole = false },
            new("short", 1, 0, 1, "1 = also go short (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p["hold"], p.Flag("short"));
    }
}
