using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Engine;

/// <summary>What a strategy wants, leg by leg. Setting the same level again is free: levels are idempotent.</summary>
public sealed class Targets
{
    private readonly Signal[] _signals;

    /// <summary>No opinion on any of the strategy's legs.</summary>
    public Targets(int legs)
    {
        _signals = new Signal[legs];
        Array.Fill(_signals, Signal.Hold);
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

    internal void Forget() => Array.Fill(_signals, Signal.Hold);

    private void Change(int leg, double level)
    {
        if (level is < -1 or > 1) throw new InvalidOperationException($"Signal level {level} on leg {leg} is outside [-1, 1].");
        Dirty = true;
    }
}
