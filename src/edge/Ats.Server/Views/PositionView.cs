namespace Ats.Server.Views;

/// <summary>One arm's holding on one instrument: signed base quantity; prices and PnL in quote units.</summary>
public sealed record PositionView(string Arm, string Instrument, decimal Quantity, decimal AverageEntry, decimal Mark, decimal UnrealizedPnl, decimal Target);
