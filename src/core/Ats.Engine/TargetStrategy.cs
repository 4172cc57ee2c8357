using Ats.Domain;

namespace Ats.Engine;

/// <summary>A strategy on one instrument that answers each bar with the level it wants to hold.</summary>
public abstract class TargetStrategy : Strategy
{
    public sealed override void OnBar(int leg, in Bar bar, Targets targets) => targets.Set(0, OnBar(in bar));

    /// <summary>The wanted level after this bar's close; <see cref="Signal.Hold"/> while warming up.</summary>
    protected abstract Signal OnBar(in Bar bar);

    public sealed override Reason Explain(int leg) => Explain();

    protected abstract Reason Explain();
}
