using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>
/// A classical strategy whose entries are asked about: each time it wants more than it has, or the other side, it passes or is refused for as
/// long as it wants that level. Exits and reductions pass always; while nobody can be asked an entry waits.
/// </summary>
public abstract class GatedStrategy(Strategy inner) : ShadowedStrategy(inner)
{
    private double _asked = double.NaN;
    private double _level;

    /// <summary>Entries asked about so far.</summary>
    public long Proposed { get; private set; }

    /// <summary>Those refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Gain an entry at this level promised, basis points, and why it is refused.</summary>
    protected abstract (double EdgeBps, Reason Why) WhyRefused(double level);

    /// <summary>True: it may enter; null: nobody can be asked now.</summary>
    protected abstract bool? Allows(double level);

    protected override void Follow(Targets targets)
    {
        var signal = Inner;
        if (signal.IsHold) return;
        if (signal.Level != _asked) Ask(signal.Level, targets);
        targets.Set(0, _level == 0 ? Signal.Flat : signal with { Level = _level });
    }

    private void Ask(double level, Targets targets)
    {
        var kept = _level * level > 0 ? _level : 0;
        if (Math.Abs(level) <= Math.Abs(kept))
        {
            (_level, _asked) = (level, level);
            return;
        }

        // What does not need to be asked for happens at once: the position on the other side is closed.
        _level = kept;
        if (Allows(level) is not { } allowed) return;
        _asked = level;
        Proposed++;
        if (allowed)
        {
            _level = level;
            return;
        }

        Refused++;
        var (edge, why) = WhyRefused(level);
        targets.Refuse(0, edge, why);
    }
}
