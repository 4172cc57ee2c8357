using Ats.Domain;
using Ats.MarketData;
using Ats.Mlops.Loop;

namespace Ats.Mlops.Live;

/// <summary>What the forecaster has recorded: the books on its tapes.</summary>
internal sealed class RecordedMarket(string folder, IReadOnlyList<InstrumentId> instruments) : ICollectedData
{
    public TimeSpan Collected(string symbol)
    {
        var names = instruments.Where(i => i.Symbol == symbol).Select(i => i.ToString()).ToHashSet(StringComparer.Ordinal);
        var nanoseconds = new TapeDirectory(folder).ReadManifestOrNone().Segments
            .Where(s => s.Kind == MarketEventKind.BookLevel && names.Contains(s.Instrument))
            .Sum(s => s.LastReceiveTimeNs - s.FirstReceiveTimeNs);
        return TimeSpan.FromTicks(nanoseconds / 100);
    }
}
