namespace Ats.Server.Views;

/// <summary>One arm's holding on one instrument: signed base quantity; prices and PnL in quote units; Basis is the signed cost of what is held.</summary>
public sealed record PositionView(string Arm, string Instrument, decimal Quantity, decimal AverageEntry, decimal Basis, decimal Mark, decimal UnrealizedPnl, decimal Target);
