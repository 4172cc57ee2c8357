using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.Simulation.Markets;
using CsCheck;

namespace Ats.Core.Tests.Forecasting.Features;

/// <summary>When there are rows and when not: grid, starts, warm-up, gaps, clocks, bad prices.</summary>
public sealed class StreamTests
{
    private static readonly FeatureSchema Quotes = FeatureSchemas.Quotes();

    [Fact]
    public void There_is_a_row_every_second_and_those_after_the_warm_up_are_ready()
    {
        var rows = Hand.Rows(Quotes, Hand.Quotes(0.2, 60));
        Assert.Equal(Enumerable.Range(1, 59).Select(s => Hand.At(s)), rows.Select(r => r.Time));
        Assert.Equal([true, .. Enumerable.Repeat(false, 58)], rows.Select(r => r.Starts));
        Assert.Equal(Enumerable.Range(0, 59).Select(i => i >= Quotes.WarmUpSeconds), rows.Select(r => r.Ready));
        Assert.All(rows, r => Assert.True(r.SigmaBps > 0 && r.Features.All(float.IsFinite)));
    }

    [Fact]
    public void A_silence_longer_than_the_limit_has_no_rows_and_the_stream_begins_anew()
    {
        var rows = Hand.Rows(Quotes, [.. Hand.Quotes(0.2, 40), .. Hand.Quotes(50.2, 70)]);
        Assert.Equal([.. Enumerable.Range(1, 41), .. Enumerable.Range(51, 19)], rows.Select(r => (int)((r.Time - Hand.Start) / 1_000_000_000)));
        Assert.Equal([Hand.At(1), Hand.At(51)], rows.Where(r => r.Starts).Select(r => r.Time));
        Assert.DoesNotContain(rows, r => r.Ready && r.Time > Hand.At(41));
        Assert.Equal(Hand.Rows(Quotes, Hand.Quotes(50.2, 70)), rows.Skip(41));
    }

    [Fact]
    public void A_silence_of_the_limit_is_none()
    {
        var rows = Hand.Rows(Quotes, [.. Hand.Quotes(0.5, 9), .. Hand.Quotes(10.5, 20)]);
        Assert.Equal(19, rows.Count);
        Assert.Single(rows, r => r.Starts);
    }

    [Fact]
    public void Trades_do_not_keep_a_silent_book_alive()
    {
        var trades = Enumerable.Range(0, 80).Select(i => Hand.Trade(5 + (0.25 * i), 100));
        var rows = Hand.Rows(Quotes, [.. Hand.Quotes(0.5, 5), .. trades]);
        Assert.Equal(Hand.At(6), rows[^1].Time);
    }

    [Fact]
    public void Labels_do_not_look_across_a_gap()
    {
        var samples = SampleBuilder.Build(new ArraySource([.. Hand.Quotes(0.2, 40), .. Hand.Quotes(50.2, 70)]), SyntheticTape.Instruments[0], 0, Quotes, [5, 10]);
        for (var i = 0; i < samples.Count; i++)
        {
            var end = i < 41 ? 41 : samples.Count;
            Assert.Equal(i + 5 >= end, float.IsNaN(samples.Label(i, 0)));
            Assert.Equal(i + 10 >= end, float.IsNaN(samples.Label(i, 1)));
        }
    }

    [Fact]
    public void The_engine_tells_its_state()
    {
        var engine = new FeatureEngine(Quotes, 0, Hand.Tick);
        Assert.Equal(FeatureStreamState.Stale, engine.State);
        Hand.Rows(Quotes, Hand.Quotes(0.2, 20), engine);
        Assert.Equal((FeatureStreamState.Warming, 19L, Hand.At(19.7)), (engine.State, engine.RowsEmitted, engine.LastUpdate));
        Hand.Rows(Quotes, Hand.Quotes(20.2, 32), engine);
        Assert.Equal(FeatureStreamState.Ok, engine.State);
        while (engine.MoveNext(Hand.At(60)))
        {
        }

        Assert.Equal((FeatureStreamState.Stale, 33L, Hand.At(33)), (engine.State, engine.RowsEmitted, engine.Time));
    }

    [Fact]
    public void A_late_event_counts_as_received_now()
    {
        MarketEvent[] late = [Hand.Quote(0.5, 99, 101), Hand.Quote(2.5, 99, 101), Hand.Quote(1.5, 199, 201), Hand.Quote(4.5, 99, 101)];
        var engine = new FeatureEngine(Quotes, 0, Hand.Tick);
        var rows = Hand.Rows(Quotes, late, engine);
        Assert.Equal([100.0, 100.0, 200.0, 200.0], rows.Select(r => r.Mid));
        Assert.Equal(1, engine.Late);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(-10)]
    [InlineData(3600)]
    public void A_clock_that_jumps_begins_the_stream_anew_and_no_second_has_two_rows(double jump)
    {
        var events = Hand.Quotes(4000.2, 4040).Concat(Hand.Quotes(4040.2 + jump, 4060 + jump)).Concat(Hand.Quotes(4060.2, 4100)).ToArray();
        var rows = Hand.Rows(Quotes, events);
        Assert.Equal(rows.Count, rows.Select(r => r.Time).Distinct().Count());
        Assert.Equal(rows.OrderBy(r => r.Time), rows);
        Assert.All(rows.Zip(rows.Skip(1)), p => Assert.True(p.Second.Starts || p.Second.Time - p.First.Time == 1_000_000_000));
        var after = rows.Where(r => r.Time > Hand.At(4061 + Math.Max(0, jump))).ToArray();
        if (jump < 0) Assert.Equal(Hand.At(4099), after[^1].Time);
        Assert.Contains(rows.Skip(1), r => r.Starts);
    }

    [Fact]
    public void A_clock_that_jumps_ahead_and_comes_back_costs_seconds_only()
    {
        var events = Hand.Quotes(0.2, 40).Append(MarketEvent.FromClock(Hand.At(90_000))).Concat(Hand.Quotes(40.2, 60));
        var rows = Hand.Rows(Quotes, events);
        Assert.Equal([Hand.At(1), Hand.At(42)], rows.Where(r => r.Starts).Select(r => r.Time));
        Assert.Equal(Hand.At(59), rows[^1].Time);
    }

    [Fact]
    public void Moments_outside_of_time_do_nothing()
    {
        MarketEvent[] odd = [MarketEvent.FromClock(Timestamp.MaxValue), MarketEvent.FromClock(Timestamp.MinValue), new() { Kind = MarketEventKind.Quote, ReceiveTime = Timestamp.MaxValue, A = 1, C = 2 }];
        var good = Hand.Quotes(0.2, 40).ToArray();
        Assert.Equal(Hand.Rows(Quotes, good), Hand.Rows(Quotes, [.. odd, .. good[..40], .. odd, .. good[40..]]));
    }

    [Fact]
    public void Prices_that_are_none_and_crossed_quotes_are_ignored_and_counted()
    {
        MarketEvent[] bad = [Hand.Quote(10.3, 0, 100), Hand.Quote(10.3, 100, 0), Hand.Quote(10.3, -5, 100), Hand.Quote(10.3, 100, 100), Hand.Quote(10.3, 101, 100), Hand.Quote(10.3, 99, 101, -1), Hand.Trade(10.3, 0), Hand.Trade(10.3, 100, 0), Hand.Trade(10.3, -1)];
        var engine = new FeatureEngine(Quotes, 0, Hand.Tick);
        var good = Hand.Quotes(0.2, 20).ToArray();
        Assert.Equal(Hand.Rows(Quotes, good), Hand.Rows(Quotes, [.. good[..21], .. bad, .. good[21..]], engine));
        Assert.Equal(bad.Length, engine.Rejected);
    }

    [Fact]
    public void A_book_without_a_side_goes_stale_and_bad_levels_leave_the_book_sound()
    {
        var engine = new FeatureEngine(FeatureSchemas.Book(), 0, Hand.Tick);
        List<MarketEvent> events = [Hand.Level(0.1, Side.Buy, 99, 1, MarketEventFlags.Clear), Hand.Level(0.1, Side.Sell, 101, 2)];
        for (var i = 0; i < 20; i++) events.Add(Hand.Level(0.5 + (0.5 * i), Side.Buy, 98, 1 + i));
        events.Add(Hand.Level(10.1, Side.Buy, 0, 1));
        events.Add(Hand.Level(10.1, Side.Sell, -3, 1, MarketEventFlags.None));
        events.Add(Hand.Level(10.2, Side.Buy, 99, -1));
        for (var i = 0; i < 20; i++) events.Add(Hand.Level(10.5 + (0.5 * i), Side.Sell, 101, 0));
        var rows = Hand.Rows(engine.Schema, events, engine);
        Assert.All(rows, r => Assert.Equal(100, r.Mid));
        Assert.Equal((Hand.At(12), FeatureStreamState.Stale, 23L), (rows[^1].Time, engine.State, engine.Rejected));
    }

    [Fact]
    public void Whatever_is_fed_rows_are_finite_and_no_second_has_two() => Gen.Select(Gen.UInt, Gen.Int[0, 2]).Sample(
        (seed, kind) =>
        {
            FeatureSchema schema = kind switch { 0 => FeatureSchemas.Book(), 1 => FeatureSchemas.Quotes(), _ => FeatureSchemas.Trades() };
            var random = new Rng(seed);
            var now = Hand.Start;
            var rows = Hand.Rows(schema, Enumerable.Range(0, 3000).Select(_ => Garbage(random, ref now)).ToArray());
            Assert.All(rows, r => Assert.True(r.SigmaBps > 0 && double.IsFinite(r.Mid) && r.Features.All(float.IsFinite)));
            Assert.All(rows.Zip(rows.Skip(1)), p => Assert.True(p.First.Time < p.Second.Time));
        },
        iter: 30,
        threads: 1);

    [Fact]
    public void Events_of_other_instruments_show_the_time_and_nothing_else()
    {
        var other = Hand.Quotes(0.4, 30).Select(e => e with { Instrument = 1, A = e.A / 2 }).ToArray();
        var both = Hand.Quotes(0.2, 30).Concat(other).OrderBy(e => e.ReceiveTime).ToArray();
        Assert.Equal(Hand.Rows(Quotes, Hand.Quotes(0.2, 30)), Hand.Rows(Quotes, both));
    }

    [Fact]
    public void A_tape_too_short_for_a_row_gives_an_empty_set()
    {
        foreach (var events in (MarketEvent[][])[[], [Hand.Quote(0.5, 99, 101)], [Hand.Trade(0.5, 100), Hand.Trade(20, 100)]])
        {
            var samples = SampleBuilder.Build(new ArraySource(events), SyntheticTape.Instruments[0], 0, Quotes);
            Assert.Equal((0, 0, 0), (samples.Count, samples.Features.Length, samples.LabelsBps.Length));
            Assert.Throws<ArgumentException>(() => FeatureScaler.Fit(samples, samples.All));
        }
    }

    /// <summary>Any kind, any price and quantity, mostly sane times.</summary>
    private static MarketEvent Garbage(Rng random, ref Timestamp now)
    {
        now += random.Next(100) switch
        {
            0 => -(random.Next(4000) * 1_000_000_000L),
            1 => random.Next(4000) * 1_000_000_000L,
            _ => random.Next(400) * 1_000_000L,
        };
        return new MarketEvent
        {
            Kind = (MarketEventKind)random.Next(8),
            Flags = (MarketEventFlags)random.Next(64),
            Instrument = (short)(random.Next(10) == 0 ? 1 : 0),
            ExchangeTime = now,
            ReceiveTime = random.Next(200) == 0 ? new Timestamp((long)random.NextUInt64()) : now,
            A = Number(random),
            B = Number(random),
            C = Number(random),
            D = Number(random),
        };
    }

    private static long Number(Rng random) => random.Next(20) switch
    {
        0 => 0,
        1 => -1,
        2 => long.MaxValue,
        3 => long.MinValue,
        4 => 1,
        _ => 1_000_000_000 + random.Next(1_000_000_000),
    };
}
