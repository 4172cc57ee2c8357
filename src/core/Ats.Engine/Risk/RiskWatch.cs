using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Watches how an arm, or all arms together, stand: their limits, what those remember, and which breaches stand.</summary>
public sealed class RiskWatch
{
    private readonly IStandingLimit[] _limits;
    private readonly LimitBreach[] _breaches;
    private readonly bool[] _stands;

    internal RiskWatch(int arm, double capital, IEnumerable<IRiskLimit> limits)
    {
        Arm = arm;
        Statistics = new RiskStatistics(capital);
        _limits = [.. limits.OfType<IStandingLimit>()];
        _breaches = new LimitBreach[_limits.Length];
        _stands = new bool[_limits.Length];
    }

    /// <summary>Index of the arm, or <see cref="OperatorCommand.AllArms"/>.</summary>
    public int Arm { get; }

    public RiskStatistics Statistics { get; }

    public IReadOnlyList<IStandingLimit> Limits => _limits;

    /// <summary>The breaches that stand, in the order of the limits.</summary>
    public IReadOnlyList<LimitBreach> Breaches => [.. _breaches.Where((_, i) => _stands[i])];

    /// <summary>What the standing breaches allow: the worst of their consequences.</summary>
    public TradingState State { get; private set; }

    /// <summary>The breach behind <see cref="State"/>, as orders are denied with.</summary>
    public Verdict Cause { get; private set; }

    internal ReadOnlySpan<IStandingLimit> Standing => _limits;

    internal bool IsArmed => _limits.Length > 0;

    /// <summary>When the breach of a limit began; null when it does not stand.</summary>
    internal LimitBreach? BreachOf(IRiskLimit limit)
    {
        var i = Array.IndexOf(_limits, limit);
        return i >= 0 && _stands[i] ? _breaches[i] : null;
    }

    internal bool Stands(int limit) => _stands[limit];

    internal void Begin(int limit, in LimitBreach breach)
    {
        _stands[limit] = true;
        _breaches[limit] = breach;
        Conclude();
    }

    internal LimitBreach Finish(int limit)
    {
        _stands[limit] = false;
        Conclude();
        return _breaches[limit];
    }

    internal RiskCarry Capture() => Statistics.Capture(Breaches);

    /// <summary>Takes over what an earlier run remembered; breaches of limits that are no longer set are forgotten.</summary>
    internal void Restore(RiskCarry carry)
    {
        Statistics.Restore(carry);
        foreach (var breach in carry.Breaches)
        {
            var i = Array.FindIndex(_limits, l => l.Name == breach.Limit);
            if (i >= 0) Begin(i, in breach);
        }
    }

    private void Conclude()
    {
        State = TradingState.Active;
        Cause = Verdict.Approved;
        for (var i = 0; i < _limits.Length; i++)
        {
            if (!_stands[i] || _limits[i].Consequence <= State) continue;
            State = _limits[i].Consequence;
            Cause = Verdict.Deny(_limits[i].Code, _breaches[i].Value, _breaches[i].Threshold);
        }
    }
}
