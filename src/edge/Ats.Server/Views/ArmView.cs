namespace Ats.Server.Views;

/// <summary>
/// One arm now. Money in quote units; NetReturn, MaxDrawdown and TimeInMarket as shares; Leverage is gross notional over equity; State is
/// active, reduceOnly or halted.
/// </summary>
public sealed record ArmView(
    int Index,
    string Name,
    string Strategy,
    string Kind,
    string Description,
    decimal Capital,
    double Equity,
    double NetPnl,
    double NetReturn,
    decimal GrossRealizedPnl,
    double UnrealizedPnl,
    decimal Fees,
    decimal Funding,
    decimal Turnover,
    double MaxDrawdown,
    double Leverage,
    double TimeInMarket,
    long Orders,
    long Fills,
    long RoundTrips,
    long Denials,
    long Rejections,
    string State,
    bool IsFlattening,
    bool IsLiquidated,
    bool IsWarm);
