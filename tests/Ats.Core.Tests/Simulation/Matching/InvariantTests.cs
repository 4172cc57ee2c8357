using Ats.Domain;
using Ats.Simulation.Matching;
using CsCheck;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>What must hold of a matching engine whatever it is told, judged from its events by a witness.</summary>
public sealed class InvariantTests
{
    [Theory]
    [InlineData(21, 8, 2)]
    [InlineData(22, 60, 20)]
    [InlineData(23, 6000, 9000)]
    public void Priority_terms_and_sums_hold_over_a_long_stream(ulong seed, int spreadTicks, int jumpTicks)
    {
        var stream = new CommandStream(seed, spreadTicks, jumpTicks);
        var engine = new MatchingEngine(CommandStream.Rules, 4, 4096);
        var witness = new MatchingWitness();
        for (var i = 0; i < 15_000; i++) Step(engine, witness, stream.Next());
        Assert.Equal(Everything, witness.Seen.Order());
    }

    [Fact]
    public void Priority_terms_and_sums_hold_for_any_few_commands() => CommandGen.Commands.Sample(
        commands =>
        {
            var engine = new MatchingEngine(CommandStream.Rules, 1, 4096);
            var witness = new MatchingWitness();
            foreach (var command in commands) Step(engine, witness, command);
        },
        iter: 2000,
        seed: "0000000000002");

    /// <summary>All that can be told: proof that the streams leave nothing out.</summary>
    private static IEnumerable<(MatchingEventKind, OrderRejectReason)> Everything => new[]
    {
        (MatchingEventKind.Accepted, OrderRejectReason.None),
        (MatchingEventKind.Rejected, OrderRejectReason.ReduceOnlyWouldIncrease),
        (MatchingEventKind.Rejected, OrderRejectReason.InvalidPrice),
        (MatchingEventKind.Rejected, OrderRejectReason.InvalidQuantity),
        (MatchingEventKind.Rejected, OrderRejectReason.Other),
        (MatchingEventKind.Rejected, OrderRejectReason.DuplicateOrder),
        (MatchingEventKind.Rejected, OrderRejectReason.TriggerReached),
        (MatchingEventKind.Refused, OrderRejectReason.InvalidPrice),
        (MatchingEventKind.Refused, OrderRejectReason.InvalidQuantity),
        (MatchingEventKind.Refused, OrderRejectReason.UnknownOrder),
        (MatchingEventKind.Refused, OrderRejectReason.TriggerReached),
        (MatchingEventKind.Trade, OrderRejectReason.None),
        (MatchingEventKind.Cancelled, OrderRejectReason.None),
        (MatchingEventKind.Cancelled, OrderRejectReason.PostOnlyWouldTake),
        (MatchingEventKind.Cancelled, OrderRejectReason.ReduceOnlyWouldIncrease),
        (MatchingEventKind.Cancelled, OrderRejectReason.NoLiquidity),
        (MatchingEventKind.Cancelled, OrderRejectReason.SelfMatchPrevented),
        (MatchingEventKind.Cancelled, OrderRejectReason.FillOrKillNotFilled),
        (MatchingEventKind.Cancelled, OrderRejectReason.ImmediateRemainder),
        (MatchingEventKind.Amended, OrderRejectReason.None),
        (MatchingEventKind.Amended, OrderRejectReason.ReduceOnlyWouldIncrease),
        (MatchingEventKind.Triggered, OrderRejectReason.None),
        (MatchingEventKind.Level, OrderRejectReason.None),
    }.Order();

    private static void Step(MatchingEngine engine, MatchingWitness witness, MatchingCommand command)
    {
        witness.See(command, command.ApplyTo(engine));
        witness.Check(engine);
    }
}
