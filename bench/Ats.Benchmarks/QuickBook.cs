using Ats.Domain;
using Ats.Engine;
using Ats.MarketData;

namespace Ats.Benchmarks;

/// <summary>
/// Book level updates a second: the recorded depth dumps of the shared data, or, where they are absent, a seeded book of 1000 levels a
/// side. Through the book alone, and from the tape through the engine to a strategy that looks at each whole message.
/// </summary>
internal static class QuickBook
{
    public static void Run()
    {
        var directory = Directory.CreateTempSubdirectory("ats-bench-book-").FullName;
        try
        {
            var files = Dumps();
            foreach (var file in files) new TapeDirectory(directory).Import(file);
            using var data = files.Count > 0 ? MarketDataSet.Open(directory, new MarketDataOptions { Kinds = [MarketEventKind.BookLevel] }) : null;
            var events = data is null ? Synthetic(3_000_000) : Read(data);
            var instruments = data?.Instruments ?? [SyntheticInstrument];
            var what = data is null ? "synthetic book" : "recorded dumps";
            Measure($"book: {what}, book alone", events, () => Apply(events, instruments.Count));
            Measure($"book: {what}, engine and strategy", events, () => Feed(new ArraySource(events), instruments));
            if (data is not null) Measure("book: recorded dumps, tape to engine", events, () => Feed(data.CreateSource(), instruments));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Instrument SyntheticInstrument => new(InstrumentId.Parse("bench:linear:BTCUSDT"), new Asset("BTC"), new Asset("USDT"), Price.FromDecimal(0.1m), Quantity.FromDecimal(0.001m));

    private static List<string> Dumps()
    {
        // The worktree's neighbour, as every test that reads shared data does.
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Ats.slnx"))) root = root.Parent;
        var books = root is null ? "" : Path.Combine(root.FullName, "..", "shared", "data", "orderbook");
        return Directory.Exists(books) ? [.. Directory.EnumerateFiles(books, "*_wsdump_*.gz").Where(f => f.Contains("binance", StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : [];
    }

    private static MarketEvent[] Read(MarketDataSet data)
    {
        var events = new MarketEvent[data.Rows];
        var source = data.CreateSource();
        var read = 0;
        for (int got; (got = source.Read(events.AsSpan(read))) > 0;) read += got;
        return events[..read];
    }

    private static void Apply(MarketEvent[] events, int instruments)
    {
        var books = new OrderBook[instruments];
        for (var i = 0; i < instruments; i++) books[i] = new OrderBook();
        foreach (ref readonly var e in events.AsSpan()) books[e.Instrument].Apply(in e);
    }

    private static void Feed(IMarketEventSource source, IReadOnlyList<Instrument> instruments)
    {
        var arms = instruments.Select((instrument, i) => new ArmSettings($"watch{i}", () => new BookWatcher(), [(short)i], 100_000m));
        var engine = new TradingEngine(new EngineSettings(), instruments, arms, new ReplayGateway(), new MemoryJournal());
        var buffer = new MarketEvent[512];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            foreach (ref readonly var e in buffer.AsSpan(0, read)) engine.Handle(in e);
        }
    }

    private static void Measure(string name, MarketEvent[] events, Action run)
    {
        run();
        var best = Best.Of(7, run);
        Line.Write(name, best, $"{events.Length / best.Least / 1e3:0.0} M levels/s", $"{events.Length:N0} levels");
    }

    /// <summary>Changes near the touch, as real books have them: distance to the mid falls off exponentially; ten levels a message.</summary>
    private static MarketEvent[] Synthetic(int count)
    {
        var random = new Rng(3);
        var events = new MarketEvent[count];
        var mid = 1_000_000L;
        for (var i = 0; i < count; i++)
        {
            if (i % 10 == 0) mid += random.Next(3) - 1;
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var distance = 1 + Math.Min(999, (long)(-60 * Math.Log(1 - random.NextDouble())));
            var price = new Price((mid + (side == Side.Buy ? -distance : distance)) * 1_000_000_000);
            var at = Timestamp.FromMilliseconds(1_704_067_200_000 + i);
            events[i] = MarketEvent.FromBookLevel(0, at, at, side, price, new Quantity(random.Next(3) * 100_000L), i % 10 == 9 ? MarketEventFlags.Last : MarketEventFlags.None);
        }

        return events;
    }
}
