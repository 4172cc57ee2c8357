namespace Ats.Server.Views;

/// <summary>Inputs taken and waiting.</summary>
public sealed record EngineView(long Inputs, int Waiting, double InputsPerSecond, string StateHash);
