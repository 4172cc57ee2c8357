namespace Ats.Mlops.Loop;

/// <summary>What a look at the state found: the event, why, and what is remembered with it.</summary>
internal sealed record LoopStep(LoopEvent Event, string Reason, LoopStatus Status);
