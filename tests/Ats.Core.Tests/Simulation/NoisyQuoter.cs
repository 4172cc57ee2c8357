using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Simulation;

/// <summary>Quotes at random distances, sometimes one side, sometimes nothing.</summary>
internal sealed class NoisyQuoter(ulong seed) : QuotingStrategy
{
    private readonly Rng _random = new(seed);

    public override int WarmUp => 0;

    public override double UnitFraction => 1;

    public override void OnPrices(double bid, double ask, Timestamp now, QuoteSheet sheet)
    {
        if (_random.NextDouble() < 0.5) return;
        var wantedBid = _random.NextDouble() < 0.2 ? double.NaN : bid * (1 - (_random.NextDouble() * 0.002));
        var wantedAsk = _random.NextDouble() < 0.2 ? double.NaN : ask * (1 + (_random.NextDouble() * 0.002));
        sheet.Quote(wantedBid, wantedAsk, new Reason("a draw"));
    }

    public override Reason Explain(int leg) => new("a draw");
}
