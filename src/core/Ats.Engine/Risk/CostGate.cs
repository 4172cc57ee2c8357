using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// Where a strategy states the gain it expects, that gain must beat the cost of the round trip by a margin, in basis points:
/// edge - (two fees + spread allowance) > margin. Strategies that state no edge are not judged.
/// </summary>
public sealed class CostGate(double marginBps, double spreadBps = 0) : IOrderLimit
{
    public string Name => "cost-gate";

    public double Threshold => marginBps;

    /// <summary>Cost of in and out, basis points of notional: market orders pay the taker fee and half the spread each way.</summary>
    public static double RoundTripCostBps(in OrderIntent intent, Instrument instrument, double spreadBps) => intent.Type == OrderType.Market
        ? (20_000 * (double)instrument.Fees.TakerRate) + spreadBps
        : 20_000 * (double)instrument.Fees.MakerRate;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        if (double.IsNaN(intent.EdgeBps)) return Verdict.Approved;
        var net = intent.EdgeBps - RoundTripCostBps(in intent, context.Instrument, spreadBps);
        return net > marginBps ? Verdict.Approved : Verdict.Deny(DenialCode.CostGate, net, marginBps);
    }
}
