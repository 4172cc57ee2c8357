namespace Ats.Domain;

/// <summary>
/// One execution as booked to an arm. Quantity is positive; Fee in quote units (positive = paid); DecisionPrice is the mid (or last)
/// the arm saw when it decided, for implementation shortfall; RealizedPnl is gross, of the part that reduced a position. Where the fee was taken out of the coins
/// bought, Quantity is what was left of them and Fee their worth.
/// </summary>
public readonly record struct Fill(
    long Sequence,
    int Arm,
    short Instrument,
    ClientOrderId Order,
    Timestamp ExchangeTime,
    Timestamp ReceiveTime,
    Side Side,
    Price Price,
    Quantity Quantity,
    decimal Fee,
    Liquidity Liquidity,
    Price DecisionPrice,
    decimal RealizedPnl);
