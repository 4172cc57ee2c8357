using Ats.Domain;
using Ats.Simulation.Matching;
using CsCheck;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>The fast engine does what the naive one does: every event of every command, and the whole book.</summary>
public sealed class DifferentialTests
{
    [Theory]
    [InlineData(1, 12, 3)]
    [InlineData(2, 40, 10)]
    [InlineData(3, 6, 1)]
    [InlineData(4, 9000, 30)]
    [InlineData(5, 60, 20_000)]
    [InlineData(6, 12_000, 6000)]
    public void Two_engines_given_one_stream_say_the_same(ulong seed, int spreadTicks, int jumpTicks)
    {
        var stream = new CommandStream(seed, spreadTicks, jumpTicks);
        var naive = new NaiveMatchingEngine(CommandStream.Rules);
        var fast = new MatchingEngine(CommandStream.Rules, 4, 4096);
        for (var i = 0; i < 50_000; i++)
        {
            var command = stream.Next();
            Same(command.ApplyTo(naive), command.ApplyTo(fast), i, command);
            if (i % 100 == 0) SameBook(naive, fast);
        }

        SameBook(naive, fast);
    }

    [Fact]
    public void Any_few_commands_do_the_same_to_both()
    {
        CommandGen.Commands.Sample(
            commands =>
            {
                var naive = new NaiveMatchingEngine(CommandStream.Rules);
                var fast = new MatchingEngine(CommandStream.Rules, 1, 4096);
                for (var i = 0; i < commands.Length; i++) Same(commands[i].ApplyTo(naive), commands[i].ApplyTo(fast), i, commands[i]);
                SameBook(naive, fast);
            },
            iter: 4000,
            seed: "0000000000001");
    }

    private static void Same(ReadOnlySpan<MatchingEvent> expected, ReadOnlySpan<MatchingEvent> actual, int index, MatchingCommand command)
    {
        if (expected.SequenceEqual(actual)) return;
        Assert.Fail($"Command {index}, {command}\nexpected {string.Join("\n         ", expected.ToArray())}\nactual   {string.Join("\n         ", actual.ToArray())}");
    }

    private static void SameBook(NaiveMatchingEngine expected, MatchingEngine actual)
    {
        var (a, b) = (new List<WorkingOrder>(), new List<WorkingOrder>());
        expected.CopyOrders(a);
        actual.CopyOrders(b);
        Assert.Equal(a, b);
        Assert.Equal(expected.OrderCount, actual.OrderCount);
        Assert.Equal(expected.BestBid, actual.BestBid);
        Assert.Equal(expected.BestAsk, actual.BestAsk);
        foreach (var side in (Side[])[Side.Buy, Side.Sell]) Assert.Equal(Levels(expected, side), Levels(actual, side));
        foreach (var source in Enum.GetValues<TriggerSource>()) Assert.Equal(expected.ReferencePrice(source), actual.ReferencePrice(source));
        for (var owner = -1; owner <= CommandStream.Owners; owner++) Assert.Equal(expected.Position(owner), actual.Position(owner));
        foreach (var order in a)
        {
            Assert.True(actual.TryFind(order.Order.Id, out var found));
            Assert.Equal(order, found);
        }
    }

    private static BookLevel[] Levels(IMatchingEngine engine, Side side)
    {
        var levels = new BookLevel[1000];
        return levels[..engine.Depth(side, levels)];
    }
}
