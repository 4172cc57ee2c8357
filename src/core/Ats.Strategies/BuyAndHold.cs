using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies;

/// <summary>Control: long from the first bar to the end. Source: the benchmark of Fama and Blume (1966), "Filter Rules and Stock-Market Trading".</summary>
public sealed class BuyAndHold : TargetStrategy
{
    public override int WarmUp => 1;

    protected override Signal OnBar(in Bar bar) => Signal.Long;

    protected override Reason Explain() => new("bought to hold");
}
