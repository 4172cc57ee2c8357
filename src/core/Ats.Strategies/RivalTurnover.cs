using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies;

/// <summary>
/// Lets private copies of strategies watch the same bars and counts what each would have traded, in full positions: a step from 1 to -1
/// counts two. Their arms are not asked, so an arm fares the same in any company, and nothing is known before its bar.
/// </summary>
internal sealed class RivalTurnover
{
    private readonly Strategy[] _rivals;
    private readonly Targets _targets = new(1);
    private readonly double[] _levels;
    private readonly double[] _turnovers;
    private readonly double[] _sorted;
    private readonly bool _canShort;

    /// <param name="contest">Those of its rivals a copy can follow; where there are none, the catalog's classical strategies at their defaults.</param>
    public RivalTurnover(Contest contest)
    {
        _rivals = [.. contest.Rivals.Select(make => make()).Where(CanFollow)];
        if (_rivals.Length == 0) _rivals = [.. StrategyCatalog.Classical().Where(CanFollow)];
        _levels = new double[_rivals.Length];
        _turnovers = new double[_rivals.Length];
        _sorted = new double[_rivals.Length];
        _canShort = contest.CanShort;
    }

    /// <summary>Median turnover of the rivals since the first bar, full positions.</summary>
    public double Median { get; private set; }

    public void Update(in Bar bar)
    {
        var changed = false;
        for (var i = 0; i < _rivals.Length; i++)
        {
            _targets.Set(0, Signal.Hold);
            _rivals[i].OnBar(0, in bar, _targets);
            var signal = _targets[0];
            if (signal.IsHold) continue;
            var level = _canShort ? signal.Level : Math.Max(signal.Level, 0);
            if (level == _levels[i]) continue;
            _turnovers[i] += Math.Abs(level - _levels[i]);
            _levels[i] = level;
            changed = true;
        }

        if (!changed) return;
        _turnovers.CopyTo(_sorted, 0);
        Array.Sort(_sorted);
        var middle = _sorted.Length / 2;
        Median = _sorted.Length % 2 == 1 ? _sorted[middle] : (_sorted[middle - 1] + _sorted[middle]) / 2;
    }

    /// <summary>One instrument, bars alone, levels and not quotes.</summary>
    private static bool CanFollow(Strategy strategy) => strategy is TargetStrategy { Needs: MarketNeeds.Bars };
}
