namespace Ats.Server.Views;

/// <summary>An execution: price and fee in quote units, quantity in base units, realised PnL before fees.</summary>
public sealed record FillView(
    long Sequence, DateTimeOffset Time, string Arm, string Instrument, string Side, decimal Price, decimal Quantity, decimal Fee, string Liquidity, decimal RealizedPnl, string Order);
