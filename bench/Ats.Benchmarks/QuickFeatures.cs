using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.Simulation.Markets;

namespace Ats.Benchmarks;

/// <summary>Features of an hour of the synthetic market: time an event with book, trades and rows, and time a row.</summary>
internal static class QuickFeatures
{
    private const int Times = 7;
    private const int Rows = 50_000;
    private static readonly Price Tick = SyntheticTape.Instruments[0].TickSize;

    public static void Run()
    {
        foreach (var (levels, milliseconds) in (ReadOnlySpan<(int, int)>)[(10, 1000), (25, 100), (50, 100)])
        {
            var events = Read(levels, milliseconds);
            var schema = FeatureSchemas.For(FeatureSurvey.Of(new ArraySource(events), 0));
            var rows = 0L;
            var best = Best.Of(Times, () => rows = Feed(schema, events));
            Line.Write($"features: {levels} levels every {milliseconds} ms", best, $"{best.Least * 1e6 / events.Length:0.0} ns/event", $"{events.Length:N0} events, {rows:N0} rows");
        }

        var (engine, now) = Standing();
        var row = Best.Of(Times, () =>
        {
            now += Rows * Timestamp.NanosecondsPerSecond;
            while (engine.MoveNext(now))
            {
            }
        });
        Line.Write("features: a row of 32, hash included", row, $"{row.Least * 1e6 / Rows:0} ns/row");
    }

    private static MarketEvent[] Read(int levels, int milliseconds)
    {
        var tape = new SyntheticTape(new SyntheticTapeSettings(1, 1) { Levels = levels, BookMilliseconds = milliseconds });
        var events = new List<MarketEvent>();
        var buffer = new MarketEvent[4096];
        for (var n = tape.Read(buffer); n > 0; n = tape.Read(buffer)) events.AddRange(buffer[..n].Where(e => e is { Instrument: 0, Kind: MarketEventKind.Trade or MarketEventKind.BookLevel }));
        return [.. events];
    }

    private static long Feed(FeatureSchema schema, MarketEvent[] events)
    {
        var engine = new FeatureEngine(schema, 0, Tick);
        foreach (ref readonly var e in events.AsSpan())
        {
            while (engine.MoveNext(in e))
            {
            }
        }

        return engine.RowsEmitted;
    }

    /// <summary>A book of 25 levels that stands still and is never stale.</summary>
    private static (FeatureEngine Engine, Timestamp Now) Standing()
    {
        var engine = new FeatureEngine(FeatureSchemas.Book(long.MaxValue), 0, Tick);
        var now = Timestamp.FromMilliseconds(1_767_225_600_000);
        for (var i = 0; i < 50; i++)
        {
            var side = i % 2 == 0 ? Side.Buy : Side.Sell;
            var price = 95_000 + (side == Side.Buy ? -0.1 * (i / 2) : 0.1 + (0.1 * (i / 2)));
            engine.MoveNext(MarketEvent.FromBookLevel(0, now, now, side, Price.FromDouble(price), Quantity.FromDouble(1 + (i % 7)), i == 49 ? MarketEventFlags.Last : MarketEventFlags.None));
        }

        return (engine, now);
    }
}
