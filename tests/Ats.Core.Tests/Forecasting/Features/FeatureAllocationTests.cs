using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;

namespace Ats.Core.Tests.Forecasting.Features;

public sealed class FeatureAllocationTests(MarketMinutes minutes) : IClassFixture<MarketMinutes>
{
    [Fact]
    public void Book_and_trade_events_and_the_rows_made_of_them_allocate_nothing() => Assert.Equal(0, Least(minutes.Schema, minutes.Events));

    [Fact]
    public void Trades_alone_allocate_nothing() => Assert.Equal(0, Least(FeatureSchemas.Trades(), minutes.Events.Where(e => e.Kind == MarketEventKind.Trade).ToArray()));

    [Fact]
    public void Quotes_allocate_nothing() => Assert.Equal(0, Least(FeatureSchemas.Quotes(), Hand.Quotes(0.2, 2000).ToArray()));

    /// <summary>The least of some spans: a collection another test brings about moves the thread's count by what is left of its buffer.</summary>
    private static long Least(FeatureSchema schema, MarketEvent[] events)
    {
        var engine = new FeatureEngine(schema, 0, Hand.Tick);
        var (span, least) = (events.Length / 10, long.MaxValue);
        for (var from = 0; from + span <= events.Length; from += span)
        {
            var (before, rows) = (GC.GetAllocatedBytesForCurrentThread(), engine.RowsEmitted);
            for (var i = from; i < from + span; i++)
            {
                while (engine.MoveNext(in events[i]))
                {
                }
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(engine.RowsEmitted > rows + 5);
            if (from > 0) least = Math.Min(least, allocated);
        }

        return least;
    }
}
