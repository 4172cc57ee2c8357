namespace Ats.Server.Views;

/// <summary>A working order: quantities in base units, price in quote units (null for market orders).</summary>
public sealed record OrderView(
    string Id, string Arm, string Instrument, string Side, string Type, string TimeInForce, decimal Quantity, decimal Filled, decimal? Price, string Status, bool ReduceOnly, DateTimeOffset DecidedAt, bool CancelRequested);
