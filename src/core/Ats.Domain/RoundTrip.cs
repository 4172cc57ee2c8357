namespace Ats.Domain;

/// <summary>
/// A position's life from flat to flat (a flip closes one and opens another). Quantity is the largest held, in base units;
/// money in quote units; MAE and MFE are the worst (≤ 0) and best (≥ 0) unrealised PnL from marks while open.
/// </summary>
public readonly record struct RoundTrip(
    long Sequence,
    int Arm,
    short Instrument,
    Side Side,
    Timestamp OpenTime,
    Timestamp CloseTime,
    Quantity Quantity,
    double EntryPrice,
    double ExitPrice,
    decimal GrossPnl,
    decimal Fees,
    decimal Funding,
    double Mae,
    double Mfe)
{
    public decimal NetPnl => GrossPnl - Fees - Funding;
}
