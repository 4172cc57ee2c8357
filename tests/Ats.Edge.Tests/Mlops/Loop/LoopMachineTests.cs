using Ats.Mlops.Loop;

namespace Ats.Edge.Tests.Mlops.Loop;

public sealed class LoopMachineTests
{
    [Fact]
    public void What_is_not_in_the_table_throws()
    {
        var reached = new HashSet<LoopState>();
        foreach (var state in Enum.GetValues<LoopState>())
        {
            foreach (var loopEvent in Enum.GetValues<LoopEvent>())
            {
                try
                {
                    var next = LoopMachine.Next(state, loopEvent, LoopState.Serving, null);
                    if (next != state) reached.Add(next);
                }
                catch (IllegalTransitionException e)
                {
                    Assert.Equal((state, loopEvent), (e.State, e.Event));
                }
            }
        }

        // Collecting and Fallback are the homes without a model; nothing leads back to Bootstrap.
        Assert.Equal(Enum.GetValues<LoopState>().Except([LoopState.Bootstrap, LoopState.Collecting, LoopState.Fallback]), reached.Order());
        Assert.Throws<IllegalTransitionException>(() => LoopMachine.Next(LoopState.Training, LoopEvent.Promoted, LoopState.Serving, null));
        Assert.Throws<IllegalTransitionException>(() => LoopMachine.Next(LoopState.OfflineGate, LoopEvent.Promoted, LoopState.Serving, null));
    }

    [Fact]
    public void Only_the_live_gate_and_an_operator_lead_to_promoting()
    {
        foreach (var state in Enum.GetValues<LoopState>())
        {
            foreach (var loopEvent in Enum.GetValues<LoopEvent>())
            {
                LoopState next;
                try
                {
                    next = LoopMachine.Next(state, loopEvent, LoopState.Serving, null);
                }
                catch (IllegalTransitionException)
                {
                    continue;
                }

                if (next == LoopState.Promoting) Assert.True(loopEvent == LoopEvent.OperatorPromotes || (state, loopEvent) == (LoopState.LiveGate, LoopEvent.GatePassed));
            }
        }
    }
}
