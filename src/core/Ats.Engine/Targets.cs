using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Engine;

/// <summary>What a strategy wants, leg by leg. Setting the same level again is free: levels are idempotent.</summary>
public sealed class Targets
{
    private readonly Signal[] _signals;
    private readonly double[] _costs;
    private readonly Refusal[] _refusals;
    private readonly bool[] _renewals;

    /// <summary>No opinion on any of the strategy's legs.</summary>
    public Targets(int legs)
    {
        _signals = new Signal[legs];
        Array.Fill(_signals, Signal.Hold);
        _costs = new double[legs];
        _refusals = new Refusal[legs];
        _renewals = new bool[legs];
    }

    /// <summary>A level changed since the engine last looked.</summary>
    internal bool Dirty { get; set; }

    public Signal this[int leg] => _signals[leg];

    /// <summary>Wants this level on this leg. Levels outside [-1, 1] are a bug of the strategy and throw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int leg, Signal signal)
    {
        ref var current = ref _signals[leg];
        if (signal.Level != current.Level && !(signal.IsHold && current.IsHold)) Change(leg, signal.Level);
        current = signal;
    }

    /// <summary>
    /// What going in and out costs on a leg, fees and spread under the arm's way of execution, basis points. Kept up to date for strategies
    /// that need forecasts; for others fees alone.
    /// </summary>
    public double CostBps(int leg) => _costs[leg];

    /// <summary>Says that a chance was let go, with the gain it promised (basis points; NaN = not stated): counted, and journaled now and then.</summary>
    public void Refuse(int leg, double edgeBps, Reason reason)
    {
        _refusals[leg] = new Refusal(true, edgeBps, reason);
        Dirty = true;
    }

    /// <summary>Wants the level that stands anew: an order given up is tried again.</summary>
    public void Renew(int leg)
    {
        _renewals[leg] = true;
        Dirty = true;
    }

    internal bool TakeRenewal(int leg)
    {
        var renewed = _renewals[leg];
        _renewals[leg] = false;
        return renewed;
    }

    internal void SetCost(int leg, double costBps) => _costs[leg] = costBps;

    internal Refusal TakeRefusal(int leg)
    {
        var refusal = _refusals[leg];
        _refusals[leg] = default;
        return refusal;
    }

    internal void ForgetRefusals() => Array.Clear(_refusals);

    internal void Forget() => Array.Fill(_signals, Signal.Hold);

    private void Change(int leg, double level)
    {
        if (level is < -1 or > 1) throw new InvalidOperationException($"Signal level {level} on leg {leg} is outside [-1, 1].");
        Dirty = true;
    }
}
