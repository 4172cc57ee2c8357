using Ats.Bybit;
using Ats.Bybit.Exchange;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.MarketData;
using Ats.MarketData.Recording;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.MarketData.Recording;

/// <summary>What is recorded is what was seen, whole or not at all, and its interruptions are told.</summary>
public sealed class TapeRecorderTests : IDisposable
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("bybit:linear:BTCUSDT");
    private static readonly InstrumentId Eth = InstrumentId.Parse("bybit:linear:ETHUSDT");
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_699_999_200_000);
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_recording_over_sockets_and_a_lost_connection_gives_the_events_that_were_seen_in_their_order()
    {
        await using var exchange = await ExchangeServer.StartAsync(new Ats.Bybit.Exchange.ExchangeSettings { RateLimits = false }, new SyntheticMarket(new SyntheticMarketSettings(3)));
        var address = new Uri($"http://127.0.0.1:{exchange.Port}");
        using var recorder = new TapeRecorder(_scratch.Data, [Btc, Eth], TimeProvider.System, new RecorderSettings { CommitEvery = TimeSpan.FromMilliseconds(200) }, _ => { });
        var sink = new CapturingSink(recorder);
        using var stream = new PublicStream(
            BybitEnvironment.Simulated(address), Category.Linear,
            [new("BTCUSDT", 0) { BookDepth = 50, Trades = true, Ticker = true }, new("ETHUSDT", 1) { BookDepth = 50, Trades = true, Ticker = true }],
            sink, new StreamSettings { FirstBackOff = TimeSpan.FromMilliseconds(20) }, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = stream.RunAsync(stop.Token);
        var committing = recorder.RunAsync(stop.Token);
        await Until(() => sink.Kinds == 6);
        var cutAt = sink.Count;
        using (var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }))
            (await http.PostAsync(new Uri(address, "/admin/disconnect?channel=public"), null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await Until(() => sink.Connections == 2 && sink.Count > cutAt + 300);
        recorder.Stopping();
        await stop.CancelAsync();
        await running;
        await committing;
        recorder.Finish();

        using var data = MarketDataSet.Open(_scratch.Data);
        var recorded = Scratch.ReadAll(data.CreateSource()).Where(e => e.Kind != MarketEventKind.Funding).ToList();
        Assert.Equal(sink.Seen.Select(Content), recorded.Select(Content));
        Assert.True(recorded.Zip(recorded.Skip(1)).All(p => p.First.ReceiveTime <= p.Second.ReceiveTime));
        Assert.All(data.Segments.Where(s => s.Kind is MarketEventKind.BookLevel or MarketEventKind.Trade), s => Assert.Equal(1, s.SequenceBreaks));
        Assert.Contains(data.Warnings, w => w.StartsWith("public linear was away from", StringComparison.Ordinal));
        Assert.Contains(data.Warnings, w => w.StartsWith("book void from", StringComparison.Ordinal));
        Assert.All(data.Segments, s => Assert.Equal("recorded", s.Format));
    }

    [Fact]
    public async Task A_recording_cut_short_keeps_what_was_committed_and_the_next_one_goes_on_with_a_new_segment()
    {
        using (var first = Recorder())
        {
            Feed(first, 0, 100);
            await CommitAsync(first);
            Feed(first, 100, 50);
        }

        Assert.Equal(100, _scratch.Events(_scratch.Data).Count);
        using (var second = Recorder())
        {
            Feed(second, 1000, 20);
            second.Finish();
        }

        using var data = MarketDataSet.Open(_scratch.Data);
        Assert.Equal([100, 20], data.Segments.Select(s => s.Rows));
        Assert.All(data.Segments, s => Assert.Equal("recorded", s.Format));
        var gap = Assert.Single(SeriesGaps.Between(data.Segments).Largest);
        Assert.Equal((Start.Nanoseconds + (99 * Timestamp.NanosecondsPerSecond), 901L), (gap.FromNs, gap.LengthNs / Timestamp.NanosecondsPerSecond));
        Assert.Equal(2, Directory.GetFiles(_scratch.Data, "*.tape", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Parts_joined_hour_by_hour_are_what_one_commit_of_each_hour_would_have_been()
    {
        using var other = new Scratch();
        await RecordAsync(_scratch.Data, 600);
        await RecordAsync(other.Data, 3600);
        using var parts = MarketDataSet.Open(_scratch.Data);
        using var whole = MarketDataSet.Open(other.Data);
        Assert.Equal([3600, 1800], parts.Segments.Select(s => s.Rows));
        Assert.Equal(whole.Segments.Select(s => s.ContentHash), parts.Segments.Select(s => s.ContentHash));
        Assert.Equal(whole.Segments.Select(s => (s.TickRaw, s.LotRaw, s.Gaps.LongestNs, s.FirstExchangeTimeNs, s.LastExchangeTimeNs)), parts.Segments.Select(s => (s.TickRaw, s.LotRaw, s.Gaps.LongestNs, s.FirstExchangeTimeNs, s.LastExchangeTimeNs)));
        foreach (var segment in parts.Segments) new TapeDirectory(_scratch.Data).Verify(segment);
    }

    [Fact]
    public void A_void_book_survives_export_and_import()
    {
        using (var recorder = Recorder())
        {
            recorder.OnMarket([MarketEvent.FromBookLevel(0, Start, Start, Side.Buy, Price.FromDecimal(100), Quantity.FromDecimal(1), MarketEventFlags.Clear | MarketEventFlags.Last | MarketEventFlags.Snapshot)]);
            recorder.OnBookVoid(0, "a test");
            recorder.Finish();
        }

        using var data = MarketDataSet.Open(_scratch.Data);
        var csv = Path.Combine(_scratch.Root, "out.csv");
        MarketDataExporter.Export(data, csv, ExportFormat.Csv);
        using var again = MarketDataSet.Open(csv);
        Assert.Equal(data.DataHash, again.DataHash);
    }

    [Fact]
    public void One_directory_has_one_recorder()
    {
        using var first = Recorder();
        Assert.Contains("another recorder", Assert.Throws<IOException>(Recorder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_behind_the_last_row_is_refused()
    {
        using (var first = Recorder())
        {
            Feed(first, (int)((DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1_699_999_200_000) / 1000) + 3600, 1);
            first.Finish();
        }

        Assert.Contains("correct the clock", Assert.Throws<IOException>(Recorder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_of_one_moment_keep_their_order_over_instruments_and_kinds()
    {
        using (var recorder = new TapeRecorder(_scratch.Data, [Btc, Eth], TimeProvider.System, new RecorderSettings(), _ => { }))
        {
            recorder.OnMarket([Trade(1, 0, 1)]);
            recorder.OnMarket([MarketEvent.FromMark(0, Start, Start, Price.FromDecimal(7))]);
            recorder.OnMarket([Trade(0, 0, 2)]);
            recorder.OnMarket([Trade(1, -5, 3)]);
            recorder.Finish();
        }

        Assert.Equal([(1, MarketEventKind.Trade), (0, MarketEventKind.Mark), (0, MarketEventKind.Trade), (1, MarketEventKind.Trade)], _scratch.Events(_scratch.Data).Select(e => ((int)e.Instrument, e.Kind)));
    }

    [Fact]
    public void What_is_heard_is_what_is_recorded_times_included_and_nothing_is_stamped_before_a_moment_that_has_passed()
    {
        var heard = new List<MarketEvent>();
        using (var recorder = new TapeRecorder(_scratch.Data, [Btc, Eth], TimeProvider.System, new RecorderSettings(), _ => { }, heard.Add))
        {
            recorder.OnMarket([Trade(0, 0, 1)]);
            recorder.OnMarket([Trade(1, 0, 2)]);
            var passed = Start + (5 * Timestamp.NanosecondsPerSecond);
            Assert.Equal(passed, recorder.Pass(passed));
            recorder.OnMarket([Trade(0, 3, 3)]);
            Assert.Equal(passed + 1, heard[^1].ReceiveTime);
            Assert.Equal(passed + 1, recorder.Pass(passed));
            recorder.OnBookVoid(1, "a test");
            recorder.Finish();
        }

        Assert.Equal(heard.Select(e => (e.Instrument, e.Kind, e.ReceiveTime, e.A)), _scratch.Events(_scratch.Data).Select(e => (e.Instrument, e.Kind, e.ReceiveTime, e.A)));
    }

    private static MarketEvent Trade(short instrument, int second, long id)
    {
        var time = Start + (second * Timestamp.NanosecondsPerSecond);
        return MarketEvent.FromTrade(instrument, time, time, Price.FromDecimal(100 + (second % 7)), Quantity.FromDecimal(0.5m), second % 2 == 0 ? Side.Buy : Side.Sell, id);
    }

    private static (MarketEventKind, MarketEventFlags, short, Timestamp, long, long, long) Content(MarketEvent e) =>
        (e.Kind, e.Flags, e.Instrument, e.A == 0 ? default : e.ExchangeTime, e.A, e.B, e.C);

    /// <summary>An hour and a half, committed in steps of so many seconds.</summary>
    private static async Task RecordAsync(string directory, int step)
    {
        var time = new SetTime { Now = Start.ToDateTime() };
        using var recorder = new TapeRecorder(directory, [Btc], time, new RecorderSettings { CommitEvery = TimeSpan.FromMilliseconds(20) }, _ => { });
        for (var at = 0; at < 5400; at += step)
        {
            time.Now = (Start + (at * Timestamp.NanosecondsPerSecond)).ToDateTime();
            Feed(recorder, at, Math.Min(step, 5400 - at));
            await CommitAsync(recorder);
        }

        recorder.Finish();
    }

    private static void Feed(TapeRecorder recorder, int from, int count)
    {
        for (var i = from; i < from + count; i++) recorder.OnMarket([Trade(0, i, i + 1)]);
    }

    /// <summary>One commit, as the recorder's loop makes them.</summary>
    private static async Task CommitAsync(TapeRecorder recorder)
    {
        var before = recorder.Rows;
        using var stop = new CancellationTokenSource();
        var running = recorder.RunAsync(stop.Token);
        await Until(() => recorder.Rows > before);
        await stop.CancelAsync();
        await running;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition()) await Task.Delay(5, patience.Token);
    }

    private TapeRecorder Recorder() => new(_scratch.Data, [Btc], TimeProvider.System, new RecorderSettings { CommitEvery = TimeSpan.FromMilliseconds(20) }, _ => { });
}
