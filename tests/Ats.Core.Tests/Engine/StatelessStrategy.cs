using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Engine;

/// <summary>A level in [-1, 1] made of the bar's close alone, so that a fresh instance goes on as an old one would.</summary>
internal sealed class StatelessStrategy : TargetStrategy
{
    public override int WarmUp => 0;

    protected override Signal OnBar(in Bar bar)
    {
        var draw = new Rng((ulong)bar.Close.Raw).NextDouble();
        return draw < 0.4 ? Signal.Hold : new Signal(Math.Round((2 * draw) - 1, 1));
    }

    protected override Reason Explain() => new("the close");
}
