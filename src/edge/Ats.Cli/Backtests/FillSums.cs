using Ats.Domain;
using Ats.Engine;

namespace Ats.Cli.Backtests;

/// <summary>An arm's fills added up: base units held per instrument, cash moved (fees included) and fees.</summary>
internal sealed class FillSums(int instruments)
{
    public decimal[] Held { get; } = new decimal[instruments];

    public decimal Cash { get; private set; }

    public decimal Fees { get; private set; }

    public static FillSums[] Of(ChunkedLog<Fill> fills, int arms, int instruments)
    {
        var sums = new FillSums[arms];
        for (var i = 0; i < arms; i++) sums[i] = new FillSums(instruments);
        for (var i = 0; i < fills.Count; i++)
        {
            ref readonly var fill = ref fills[i];
            var sum = sums[fill.Arm];
            sum.Held[fill.Instrument] += fill.Side.Sign() * fill.Quantity.ToDecimal();
            sum.Cash -= (fill.Side.Sign() * FixedPoint.Notional(fill.Price, fill.Quantity)) + fill.Fee;
            sum.Fees += fill.Fee;
        }

        return sums;
    }
}
