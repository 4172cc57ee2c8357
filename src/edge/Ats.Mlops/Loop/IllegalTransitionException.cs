namespace Ats.Mlops.Loop;

/// <summary>The event has no place in the state: a bug where the loop did it, a refusal where an operator did.</summary>
public sealed class IllegalTransitionException(LoopState state, LoopEvent loopEvent)
    : InvalidOperationException($"{loopEvent} has no place while the loop is {state}.")
{
    public LoopState State { get; } = state;

    public LoopEvent Event { get; } = loopEvent;
}
