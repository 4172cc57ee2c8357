using Ats.Domain;

namespace Ats.MarketData.Import;

/// <summary>Trading rules inferred from data: tick and lot are the greatest common divisors of all prices and quantities seen.</summary>
internal static class InstrumentRules
{
    public static Instrument Assume(InstrumentId id, IEnumerable<SegmentInfo> segments)
    {
        var tick = new CommonDivisor();
        var lot = new CommonDivisor();
        foreach (var segment in segments)
        {
            tick.Add(segment.TickRaw);

            // The sums of a hundred levels say nothing about a lot, nor does a mark price about anything.
            lot.Add(segment.LotRaw);
        }

        var (baseAsset, quoteAsset) = InstrumentNaming.Assets(id.Symbol);
        return new Instrument(id, baseAsset, quoteAsset, new Price(Math.Max(1, tick.Value)), new Quantity(Math.Max(1, lot.Value))) { Rules = RulesSource.Assumed };
    }
}
