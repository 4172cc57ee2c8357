namespace Ats.Server.Views;

/// <summary>What all arms together hold of an instrument, exact and signed, base units, and what it cost (quote units; 0 on spot, where cash paid for it).</summary>
public sealed record NetView(decimal Held, decimal Basis);
