using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Live;

/// <summary>The last minutes of every instrument as bars for warming up, in order of time over all instruments.</summary>
internal static class WarmUpBars
{
    /// <exception cref="IOException">The exchange does not answer.</exception>
    public static async Task<IReadOnlyList<MarketEvent>> ReadAsync(BybitRest rest, Timestamp end, IReadOnlyList<Instrument> instruments, int minutes, CancellationToken cancel)
    {
        var start = end + (-minutes * 60L * Timestamp.NanosecondsPerSecond);
        var bars = new List<MarketEvent>();
        for (short i = 0; i < instruments.Count; i++)
        {
            var id = instruments[i].Id;
            var rows = ContestStarter.Need(await rest.Market.KlinesAsync(id.Kind.ToCategory(), id.Symbol, BarInterval.OneMinute, start, end, cancel).ConfigureAwait(false), "price history");
            foreach (var row in rows.Where(r => r.Confirmed))
            {
                var bar = row.ToEvent(i, row.Start + row.Interval.Nanoseconds);
                bar.Flags |= MarketEventFlags.WarmUp;
                bars.Add(bar);
            }
        }

        return [.. bars.OrderBy(b => b.ReceiveTime.Nanoseconds).ThenBy(b => b.Instrument)];
    }
}
