namespace Ats.Mlops.Service.Rest;

/// <param name="Version">Watched, null = no model serves.</param>
/// <param name="Triggered">One of the signals asks for a retraining.</param>
/// <param name="Signals">Empty where the model's files say nothing of how its training data were spread.</param>
public sealed record InstrumentDriftView(string Symbol, string? Version, bool Triggered, IReadOnlyList<SignalView> Signals);
