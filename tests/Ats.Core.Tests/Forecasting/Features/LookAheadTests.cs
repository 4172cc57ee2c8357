using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.Simulation.Markets;
using CsCheck;

namespace Ats.Core.Tests.Forecasting.Features;

/// <summary>Rows know nothing of what comes after them; labels know nothing of what comes after their horizon.</summary>
public sealed class LookAheadTests(MarketMinutes minutes) : IClassFixture<MarketMinutes>
{
    private static readonly int[] Horizons = [1, 5, 15];

    [Fact]
    public void Rows_of_a_tape_cut_anywhere_are_those_of_the_whole_tape_bit_for_bit() => Gen.Int[0, minutes.Events.Length].Sample(
        cut =>
        {
            var rows = Hand.Rows(minutes.Schema, minutes.Events.Take(cut));
            Assert.Equal(minutes.Rows.Take(rows.Count), rows);
            Assert.InRange(rows.Count, SecondsOver(cut) - 1, SecondsOver(cut));
        },
        iter: 12,
        threads: 1);

    [Fact]
    public void Whatever_is_received_after_a_row_leaves_the_row_as_it_is() => Gen.Select(Gen.Int[1, minutes.Rows.Count - 1], Gen.UInt).Sample(
        (row, seed) =>
        {
            var moment = minutes.Rows[row].Time;
            var random = new Rng(seed);
            var shocked = minutes.Events.Where(e => e.ReceiveTime <= moment || random.NextDouble() < 0.5).Select(e => e.ReceiveTime <= moment ? e : Shock(e, random));
            var rows = Hand.Rows(minutes.Schema, shocked);
            Assert.Equal(minutes.Rows.Take(row + 1), rows.Take(row + 1));
            Assert.True(rows.Count == row + 1 || !rows[row + 1].Equals(minutes.Rows[row + 1]));
        },
        iter: 10,
        threads: 1);

    [Fact]
    public void An_event_is_in_the_row_of_the_second_it_was_received_in_not_happened_in()
    {
        var schema = FeatureSchemas.Quotes();
        MarketEvent[] events = [Hand.Quote(0.5, 99, 101), Hand.Quote(1, 100, 102), Hand.Quote(2.000000001, 200, 202, happened: 0.6), Hand.Quote(3.5, 300, 302, happened: 2.9), Hand.Quote(4.5, 1, 2)];
        var rows = Hand.Rows(schema, events);
        Assert.Equal([101.0, 101.0, 201.0, 301.0], rows.Select(r => r.Mid));
        Assert.Equal(Enumerable.Range(1, 4).Select(s => Hand.At(s)), rows.Select(r => r.Time));
    }

    [Fact]
    public void A_label_is_of_the_mid_received_by_its_horizon()
    {
        MarketEvent[] events = [Hand.Quote(0.5, 99, 101), Hand.Quote(2.5, 199, 201, happened: 1.5), Hand.Quote(3, 399, 401), Hand.Quote(4.5, 1, 2)];
        var samples = SampleBuilder.Build(new ArraySource(events), Instrument, 0, FeatureSchemas.Quotes(), [1, 2]);
        Assert.Equal(4, samples.Count);
        Assert.Equal(0f, samples.Label(0, 0)); // the second quote happened before the first second was over, and was received after the second
        Assert.Equal(1e4 * Math.Log(4), samples.Label(0, 1), 0.01);
        Assert.Equal(1e4 * Math.Log(4), samples.Label(1, 0), 0.01);
        Assert.True(float.IsNaN(samples.Label(3, 0)) && float.IsNaN(samples.Label(2, 1)));
    }

    [Fact]
    public void Labels_are_known_when_their_horizon_is_over_not_before_and_do_not_change_afterwards()
    {
        var whole = SampleBuilder.Build(new ArraySource(minutes.Events), Instrument, 0, minutes.Schema, Horizons);
        Gen.Int[0, minutes.Events.Length].Sample(
        cut =>
        {
            var part = SampleBuilder.Build(new ArraySource(minutes.Events[..cut]), Instrument, 0, minutes.Schema, Horizons);
            for (var i = 0; i < part.Count; i++)
            {
                for (var h = 0; h < Horizons.Length; h++)
                {
                    var known = part.Times[i] + (Horizons[h] * Timestamp.NanosecondsPerSecond) <= part.Times[^1];
                    if (known) Assert.Equal(whole.Label(i, h), part.Label(i, h));
                    else Assert.True(float.IsNaN(part.Label(i, h)));
                }
            }
        },
        iter: 5,
        threads: 1);
    }

    [Fact]
    public void Replay_gives_the_hashes_of_the_live_stream_whatever_timers_and_batches_there_were()
    {
        var live = new FeatureEngine(minutes.Schema, 0, Hand.Tick);
        var hashes = new List<ulong>();
        var timer = minutes.Events[0].ReceiveTime;
        foreach (var e in minutes.Events)
        {
            for (; timer < e.ReceiveTime; timer += 70_000_000)
            {
                var clock = MarketEvent.FromClock(timer);
                while (live.MoveNext(in clock)) hashes.Add(live.RowHash);
                while (live.MoveNext(timer)) hashes.Add(live.RowHash);
            }

            while (live.MoveNext(in e)) hashes.Add(live.RowHash);
        }

        Assert.Equal(minutes.Rows.Select(r => r.Hash), hashes);
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(777)]
    public void Samples_are_the_rows_of_the_stream_whatever_the_size_of_its_batches(int size)
    {
        var builder = new SampleBuilder(Instrument, 0, minutes.Schema);
        foreach (var batch in minutes.Events.Chunk(size)) builder.Add(batch);
        var samples = builder.ToSampleSet();
        Assert.Equal(minutes.Rows.Select(r => r.Time), samples.Times);
        Assert.Equal(minutes.Rows.SelectMany(r => r.Features), samples.Features);
        Assert.Equal(minutes.Rows.Select(r => r.SigmaBps), samples.SigmasBps);
        Assert.Equal(minutes.Rows.Select(r => (r.Mid, r.Starts, r.Ready)), samples.Mids.Zip(samples.Starts, samples.Ready));
    }

    private static Instrument Instrument => SyntheticTape.Instruments[0];

    private static MarketEvent Shock(MarketEvent e, Rng random)
    {
        if (e.Kind == MarketEventKind.Trade || e.Kind == MarketEventKind.BookLevel) (e.A, e.B) = (e.A + (long)(e.A * 0.5 * random.NextDouble()), e.B * 3);
        return e;
    }

    /// <summary>Whole seconds, the start's included, that the events before the cut show to be over.</summary>
    private int SecondsOver(int cut) => cut == 0 ? 0 : (int)((minutes.Events[cut - 1].ReceiveTime - minutes.Events[0].ReceiveTime + 20_000_000) / Timestamp.NanosecondsPerSecond);
}
