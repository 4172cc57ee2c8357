using Ats.Domain;
using Ats.Engine;

namespace Ats.Core.Tests.Engine;

/// <summary>Quotes what a plan says, price update by price update; the last line repeats.</summary>
internal sealed class PlanQuoter(params (double Bid, double Ask)[] plan) : QuotingStrategy
{
    private int _line;

    public override int WarmUp => 0;

    public override double UnitFraction => 1;

    public override void OnPrices(double bid, double ask, Timestamp now, QuoteSheet sheet)
    {
        var (wantedBid, wantedAsk) = plan[Math.Min(_line++, plan.Length - 1)];
        sheet.Quote(wantedBid, wantedAsk, new Reason("the plan"));
    }

    public override Reason Explain(int leg) => new("the plan");
}
