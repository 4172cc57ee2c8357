using Ats.Domain;

namespace Ats.Forecasting.Features;

/// <summary>What a data set tells of one instrument, and how often.</summary>
/// <param name="MedianUpdateNanoseconds">Median time between receipts of what the mid comes from (book, else quotes, else trades), to the millisecond above.</param>
public readonly record struct FeatureSurvey(long BookMessages, long Quotes, long Trades, bool AggregatedSizes, long MedianUpdateNanoseconds)
{
    private const int Buckets = 60_001;

    /// <summary>Reads a source to its end.</summary>
    public static FeatureSurvey Of(IMarketEventSource source, short instrument)
    {
        var (book, quotes, trades, aggregated) = (new Intervals(), new Intervals(), new Intervals(), false);
        var buffer = new MarketEvent[4096];
        for (var n = source.Read(buffer); n > 0; n = source.Read(buffer))
        {
            foreach (ref readonly var e in buffer.AsSpan(0, n))
            {
                if (e.Instrument != instrument) continue;
                if (e.Kind == MarketEventKind.Trade) trades.Add(e.ReceiveTime);
                else if (e.Kind == MarketEventKind.BookLevel && (e.Flags & MarketEventFlags.Last) != 0) book.Add(e.ReceiveTime);
                else if (e.Kind == MarketEventKind.Quote) quotes.Add(e.ReceiveTime);
                if (e.Kind == MarketEventKind.Quote) aggregated |= (e.Flags & MarketEventFlags.AggregatedSize) != 0;
            }
        }

        var teller = book.Count > 0 ? book : quotes.Count > 0 ? quotes : trades;
        return new FeatureSurvey(book.Count, quotes.Count, trades.Count, aggregated, teller.Median());
    }

    /// <summary>Times between events in milliseconds, counted up to a minute.</summary>
    private sealed class Intervals
    {
        private readonly long[] _counts = new long[Buckets];
        private Timestamp _last;

        public long Count { get; private set; }

        public void Add(Timestamp time)
        {
            if (Count++ > 0) _counts[Math.Clamp((time - _last + Timestamp.NanosecondsPerMillisecond - 1) / Timestamp.NanosecondsPerMillisecond, 0, Buckets - 1)]++;
            _last = time;
        }

        public long Median()
        {
            var (seen, half) = (0L, Count / 2);
            for (var i = 0; i < Buckets; i++)
            {
                seen += _counts[i];
                if (seen >= half && seen > 0) return i * Timestamp.NanosecondsPerMillisecond;
            }

            return 0;
        }
    }
}
