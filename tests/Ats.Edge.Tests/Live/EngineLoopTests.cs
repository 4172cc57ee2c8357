using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Live;

public sealed class EngineLoopTests : IDisposable
{
    private static readonly Timestamp Now = Timestamp.FromDateTime(DateTimeOffset.UtcNow);
    private static readonly OrderEvent Word = new(OrderEventKind.Funding, new ClientOrderId(0, 0), 0, Now, Now) { Fee = 1 };
    private readonly MemoryJournal _memory = new(JournalKind.All);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task Words_go_before_the_market_and_each_keeps_its_order()
    {
        _memory.Begin(new Run(new RunId("r"), TradingMode.Live, Now, 1, "", "", "", ""));
        await using var loop = Make(_memory);
        for (var i = 1; i <= 3; i++) Assert.True(loop.Post(Mark(i)));
        for (var i = 1; i <= 3; i++) Assert.True(loop.Post(Word with { Fee = i }));
        loop.Start();
        await loop.Stop();
        Assert.Equal([1m, 2m, 3m], _memory.OrderEvents.Select(w => w.Fee));
        Assert.Equal([1L, 2L, 3L], ((IJournalReader)_memory).Read(new RunId("r"), JournalKind.OrderEvent).Select(e => e.Sequence));
        Assert.Equal([1m, 2m, 3m], ((IJournalReader)_memory).Read(new RunId("r"), JournalKind.Market).Select(e => ((MarketEvent)e.Fact).AsMark().Price.ToDecimal()));
    }

    [Fact]
    public async Task A_full_market_queue_makes_its_writer_wait_and_loses_nothing()
    {
        await using var loop = Make(_memory);
        for (var i = 0; i < EngineLoop.QueueLimit; i++) loop.Post(Mark(1));
        var waiting = Task.Run(() => loop.Post(Mark(2)));
        Assert.False(waiting.IsCompleted);
        loop.Start();
        Assert.True(await waiting);
        await loop.Stop();
        Assert.True(loop.Taken > EngineLoop.QueueLimit);
    }

    [Fact]
    public async Task More_words_than_fit_are_a_fault_that_stops_the_loop_and_is_told()
    {
        var told = new TaskCompletionSource<Exception>();
        await using var loop = Make(_memory, told.SetResult);
        for (var i = 0; i < EngineLoop.QueueLimit; i++) Assert.True(loop.Post(Word));
        Assert.False(loop.Post(Word));
        loop.Start();
        Assert.Contains("stuck", (await told.Task).Message, StringComparison.Ordinal);
        await loop.Stop();
        Assert.NotNull(loop.Fault);
        Assert.False(loop.Post(Mark(1)));
    }

    [Fact]
    public async Task A_journal_that_fails_stops_the_loop_and_fails_the_commands_that_wait()
    {
        var told = new TaskCompletionSource<Exception>();
        using var store = new Storage.GatedJournal();
        var journal = new DyingJournal(store, 5);
        journal.Begin(new Run(new RunId("r"), TradingMode.Live, Now, 1, "", "", "", ""));
        await using var loop = Make(journal, told.SetResult);
        for (var i = 0; i < 100; i++) loop.Post(Word);
        var command = loop.Send(new OperatorCommand(OperatorCommandKind.EndTrading, OperatorCommand.AllArms, default), TestContext.Current.CancellationToken);
        loop.Start();
        await journal.Died;
        journal.Release();
        Assert.IsType<JournalException>(await told.Task);
        await Assert.ThrowsAsync<InvalidOperationException>(() => command);
        await Assert.ThrowsAsync<InvalidOperationException>(() => loop.Send(new OperatorCommand(OperatorCommandKind.EndTrading, OperatorCommand.AllArms, default), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stopping_handles_everything_that_was_taken_in_and_answers_every_command()
    {
        for (var round = 0; round < 200; round++)
        {
            await using var loop = Make(new MemoryJournal(JournalKind.None));
            loop.Start();
            var commands = Task.Run(SendAsync, TestContext.Current.CancellationToken);

            async Task SendAsync()
            {
                try
                {
                    while (true) await loop.Send(new OperatorCommand(OperatorCommandKind.EndTrading, OperatorCommand.AllArms, default), TestContext.Current.CancellationToken);
                }
                catch (InvalidOperationException)
                {
                    // Stopped.
                }
            }

            for (var i = 0; i < 20; i++) loop.Post(Word);
            await loop.Stop();
            Assert.Equal(0, loop.Waiting);
            await commands.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task What_is_decided_is_let_go_only_after_the_input_is_on_record()
    {
        var seen = new List<long>();
        TradingEngine? engine = null;
        await using var loop = new EngineLoop(engine = Engine(_memory), TimeProvider.System, _ => { }, _ => { }, afterInput: () => seen.Add(engine!.Sequence));
        for (var i = 0; i < 5; i++) loop.Post(Word);
        loop.Start();
        await loop.Stop();
        Assert.Equal([1L, 2L, 3L, 4L, 5L], seen.Take(5));
    }

    private static MarketEvent Mark(int price) => MarketEvent.FromMark(0, Now, Now, Price.FromDecimal(price));

    private static EngineLoop Make(IJournal journal, Action<Exception>? onFault = null) => new(Engine(journal), TimeProvider.System, _ => { }, onFault ?? (_ => { }));

    private static TradingEngine Engine(IJournal journal) => new(
        new EngineSettings { TradesAtOnce = false }, [StandardInstruments.Create()[0]], [new ArmSettings("m", () => new ManualArm(1), [0], 1000)], new ReplayGateway(), journal);
}
