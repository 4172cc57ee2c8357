namespace Ats.Mlops.Loop;

/// <summary>An operator's command that cannot be carried out now, and why.</summary>
public sealed class LoopRefusedException(string reason) : Exception(reason);
