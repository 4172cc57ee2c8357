using Ats.Bybit.Exchange;
using Ats.Domain;
using Ats.Edge.Tests.MarketData;
using Ats.Engine;
using Ats.Server.Paper;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Simulation;
using Ats.Simulation.Markets;
using Ats.Storage;

namespace Ats.Edge.Tests.Server.Paper;

/// <summary>Paper trading over sockets: fills made here, journaled, replayed and taken up again.</summary>
public sealed class PaperContestTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_paper_contest_fills_as_a_backtest_over_its_inputs_does_replays_to_its_hash_and_goes_on_after_a_crash()
    {
        await using var exchange = await ExchangeServer.StartAsync(new Ats.Bybit.Exchange.ExchangeSettings { RateLimits = false }, new SyntheticMarket(new SyntheticMarketSettings(11)));
        var settings = Settings(exchange.Port);
        await using (var first = await StartAsync(settings))
        {
            Assert.Equal(TradingMode.Paper, first.Run.Mode);
            await Until(() => first.View!.Arms.Sum(a => a.Fills) >= 6 && first.View.Positions.Any(p => p.Quantity != 0));
            // Cut short: neither orders cancelled nor the log finished.
        }

        var cut = Replayed(settings.Journal, 0, out var cutRecord, out _);
        Assert.Equal(1, cutRecord.Segment);
        await using var second = await StartAsync(settings);
        Assert.Equal(cut.Capture().Select(c => (c.Arm, c.RealizedPnl, Position: c.Legs[0].Position.Raw)), Record(settings.Journal, 1).Carry.Select(c => (c.Arm, c.RealizedPnl, Position: c.Legs[0].Position.Raw)));
        var carried = Record(settings.Journal, 1).Carry.Sum(c => c.Counts.Fills);
        await Until(() => second.View!.Arms.Sum(a => a.Fills) >= carried + 4);
        var summary = await second.StopAsync(TimeSpan.FromSeconds(10));
        Assert.NotNull(summary);
        Assert.Empty(second.View!.Orders);

        var replayed = Replayed(settings.Journal, 1, out var record, out var inputs);
        Assert.Equal(summary.StateHash, replayed.StateHash.ToString());
        Assert.Equal(2, record.Segment);
        var desk = Again(record, inputs);
        Assert.Equal(summary.StateHash, desk.Engine.StateHash.ToString());
        Assert.All(desk.Engine.Arms, arm => Assert.Equal(arm.Ledger.Cash, desk.Exchange.CashOf(arm.Index)));
    }

    [Fact]
    public async Task Stopping_with_flatten_leaves_no_position()
    {
        await using var exchange = await ExchangeServer.StartAsync(new Ats.Bybit.Exchange.ExchangeSettings { RateLimits = false }, new SyntheticMarket(new SyntheticMarketSettings(12)));
        await using var contest = await StartAsync(Settings(exchange.Port) with { OnStop = StopPolicy.Flatten });
        await Until(() => contest.View!.Positions.Any(p => p.Quantity != 0));
        await contest.StopAsync(TimeSpan.FromSeconds(10));
        Assert.All(contest.View!.Positions, p => Assert.Equal(0, p.Quantity));
    }

    private static async Task<PaperContest> StartAsync(LiveSettings settings) => await new PaperStarter(settings, TimeProvider.System, _ => { }).StartAsync(TestContext.Current.CancellationToken);

    private LiveSettings Settings(int port) => new()
    {
        Environment = TradingEnvironment.Paper,
        Paper = new PaperSettings { Address = $"http://127.0.0.1:{port}", EntryLatencyMilliseconds = 20, ReportLatencyMilliseconds = 10, SlippageBps = 0.1 },
        Journal = Path.Combine(_scratch.Root, "journal.db"),
        WarmUpMinutes = 60,
        Interval = "200ms",
        Arms = [new ArmEntry { Strategy = "sma-cross:fast=2,slow=3" }, new ArmEntry { Strategy = "book-imbalance" }, new ArmEntry { Strategy = "market-maker" }, new ArmEntry { Strategy = "buy-and-hold" }],
    };

    private static LiveRecord Record(string journal, int run)
    {
        var reader = JournalStore.OpenReader(journal);
        using var disposable = reader as IDisposable;
        return LiveRecord.TryParse(reader.Runs()[run].Settings)!;
    }

    private static TradingEngine Replayed(string journal, int run, out LiveRecord record, out List<JournalEntry> inputs)
    {
        var reader = JournalStore.OpenReader(journal);
        using var disposable = reader as IDisposable;
        record = LiveRecord.TryParse(reader.Runs()[run].Settings)!;
        inputs = [.. reader.Read(reader.Runs()[run].Id, JournalKind.Inputs)];
        return LiveReplay.Run(record, inputs);
    }

    /// <summary>A backtest over the market and the commands of a run; what its own exchange says must be what was said then.</summary>
    private static Backtest Again(LiveRecord record, List<JournalEntry> inputs)
    {
        IReadOnlyList<Instrument> instruments = [.. record.Instruments.Select(i => i.ToInstrument())];
        var paper = record.Settings.Paper;
        var assumed = new BacktestSettings
        {
            Fill = FillModelKind.Book,
            Latency = LatencyModel.FromMilliseconds(paper.EntryLatencyMilliseconds, paper.ReportLatencyMilliseconds),
            Slippage = new SlippageModel(paper.SlippageBps),
            Engine = LiveArms.Engine(record.Settings),
        };
        var desk = new Backtest(assumed, instruments, LiveArms.Plan(record.Settings, instruments), new MemoryJournal(JournalKind.None));
        desk.Engine.Restore(record.Carry, record.TotalCarry);
        desk.RestoreAccounts();
        var words = inputs.Select(i => i.Fact).OfType<OrderEvent>().TakeWhile(w => w.Kind == OrderEventKind.Cancelled).ToList();
        foreach (var input in inputs)
        {
            switch (input.Fact)
            {
                case MarketEvent market:
                    desk.Feed(in market);
                    break;
                case OperatorCommand command:
                    desk.AdvanceTo(command.Time);
                    desk.Engine.Handle(in command);
                    break;
                case OrderEvent word when words.Contains(word):
                    // Orders of the run before, cancelled at the start.
                    desk.Engine.Handle(in word);
                    break;
                default:
                    break;
            }

            if (input.Fact is not OrderEvent) Assert.Equal(input.Sequence, desk.Engine.Sequence);
        }

        return desk;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition()) await Task.Delay(20, patience.Token);
    }
}
