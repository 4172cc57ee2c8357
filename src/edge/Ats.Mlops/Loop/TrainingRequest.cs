namespace Ats.Mlops.Loop;

/// <summary>A training run to be made.</summary>
/// <param name="Id">UTC time and a few letters: the run's folder.</param>
/// <param name="Parent">Version to train on from or to beat, null = none.</param>
public sealed record TrainingRequest(string Id, string Symbol, LoopTrigger Trigger, string? Parent, DateTimeOffset RequestedAt);
