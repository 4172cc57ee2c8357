namespace Ats.Bybit.Exchange;

/// <summary>One thing for the exchange loop to do; a socket's text is in a rented buffer that the loop returns.</summary>
internal readonly record struct LoopWork(LoopWorkKind Kind, object? Target = null, byte[]? Buffer = null, int Length = 0);
