namespace Ats.Server.Views;

/// <summary>A position from flat to flat: prices in quote units; MAE and MFE are the worst and best PnL at any mark, quote units.</summary>
public sealed record RoundTripView(
    long Sequence, string Arm, string Instrument, string Side, DateTimeOffset OpenTime, DateTimeOffset CloseTime, decimal Quantity, double EntryPrice, double ExitPrice, decimal GrossPnl, decimal Fees, decimal Funding, decimal NetPnl, double Mae, double Mfe);
