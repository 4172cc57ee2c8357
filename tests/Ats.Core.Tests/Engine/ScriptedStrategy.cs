using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Engine;

/// <summary>Wants what a script says, bar by bar; the last line repeats.</summary>
internal sealed class ScriptedStrategy(params Signal[] script) : TargetStrategy
{
    private int _bar;

    public override int WarmUp => 0;

    protected override Signal OnBar(in Bar bar) => script[Math.Min(_bar++, script.Length - 1)];

    protected override Reason Explain() => new("line {0} of the script", _bar);
}
