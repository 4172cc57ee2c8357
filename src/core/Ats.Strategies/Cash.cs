using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies;

/// <summary>Control: never trades. What beats nothing must beat this first.</summary>
public sealed class Cash : TargetStrategy
{
    public override int WarmUp => 1;

    protected override Signal OnBar(in Bar bar) => Signal.Flat;

    protected override Reason Explain() => new("stays in cash");
}
