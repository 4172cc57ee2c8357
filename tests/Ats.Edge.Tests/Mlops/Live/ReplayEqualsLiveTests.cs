using Ats.Domain;
using Ats.Edge.Tests.MarketData;
using Ats.Edge.Tests.MarketData.Recording;
using Ats.Edge.Tests.Mlops.Service;
using Ats.Forecasting.Features;
using Ats.MarketData.Recording;
using Ats.Mlops.Live;
using Ats.Mlops.Service;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Mlops.Live;

/// <summary>Rows that were served are the rows of the tape also where messages waited, came with one stamp, or the book was void.</summary>
public sealed class ReplayEqualsLiveTests : IDisposable
{
    private static readonly InstrumentId[] Ids = [InstrumentId.Parse("bybit:linear:BTCUSDT"), InstrumentId.Parse("bybit:linear:ETHUSDT")];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_stalled_stream_equal_stamps_and_void_books_give_the_same_rows_live_and_from_the_tape(int seed)
    {
        var random = new Random(seed);
        var time = new SetTime { Now = new SyntheticTapeSettings().Start.ToDateTime() };
        var log = new KeptLog();
        using (var rig = new Rig(_scratch.Data, time, log))
        {
            var last = Timestamp.MinValue;
            foreach (var message in Messages())
            {
                time.Now = message[0].ReceiveTime.ToDateTime();
                // It lay in the socket while time passed, beyond a second's end, perhaps.
                if (random.Next(60) == 0) rig.Feed.Pass(message[0].ReceiveTime + random.NextInt64(1_200_000_000));
                // Or came in one packet with the one before, or before it.
                if (random.Next(10) == 0) for (var i = 0; i < message.Length; i++) message[i].ReceiveTime = last + (random.Next(3) - 1);
                rig.Ears.OnMarket(message);
                last = message[0].ReceiveTime;
                if (random.Next(400) == 0) rig.Ears.OnBookVoid(0, "a test");
            }

            rig.Recorder.Finish();
        }

        var served = log.Predictions.Select(p => (p.AsOf.ToString(), p.FeatureHash)).ToList();
        Assert.True(served.Count > 80, $"{served.Count} rows");
        Assert.Equal(served, TapeRows.Of(_scratch.Data, "BTCUSDT", log.Predictions[^1].AsOf));
    }

    /// <summary>Two minutes of an invented market, message by message.</summary>
    private static IEnumerable<MarketEvent[]> Messages()
    {
        var all = Scratch.ReadAll(new SyntheticTape(new SyntheticTapeSettings(9, 120 / 3600.0) { Levels = 25, BookMilliseconds = 200 }));
        var begun = new List<MarketEvent>();
        foreach (var e in all.Where(e => e.Kind is MarketEventKind.BookLevel or MarketEventKind.Trade))
        {
            begun.Add(e);
            if (e.Kind == MarketEventKind.BookLevel && (e.Flags & MarketEventFlags.Last) == 0) continue;
            yield return [.. begun];
            begun.Clear();
        }
    }

    /// <summary>A recorder, and the features of the first instrument behind it, wired as live.</summary>
    private sealed class Rig : IDisposable
    {
        public Rig(string folder, TimeProvider time, IPredictionLog log)
        {
            var feeds = new FeatureFeed[Ids.Length];
            Recorder = new TapeRecorder(folder, Ids, time, new RecorderSettings(), static _ => { }, e => feeds[e.Instrument].Take(in e));
            for (short i = 0; i < Ids.Length; i++)
            {
                var schema = FeatureSchemas.Book();
                var service = new PredictionService(Ids[i].Symbol, schema, new ServiceSettings(), time, i == 0 ? log : null);
                feeds[i] = new FeatureFeed(new FeatureEngine(schema, i, SyntheticTape.Instruments[i].TickSize), service, time, Recorder.Pass);
            }

            (Feed, Ears) = (feeds[0], new MarketEars(feeds, Recorder, time));
        }

        public TapeRecorder Recorder { get; }

        public FeatureFeed Feed { get; }

        public MarketEars Ears { get; }

        public void Dispose() => Recorder.Dispose();
    }
}
