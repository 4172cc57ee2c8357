using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Engine;

/// <summary>Wants levels at random, for properties.</summary>
internal sealed class NoisyStrategy(ulong seed) : TargetStrategy
{
    private readonly Rng _random = new(seed);

    public override int WarmUp => 0;

    protected override Signal OnBar(in Bar bar)
    {
        var draw = _random.NextDouble();
        return draw < 0.6 ? Signal.Hold : new Signal(Math.Round((2 * _random.NextDouble()) - 1, 2));
    }

    protected override Reason Explain() => new("a draw");
}
