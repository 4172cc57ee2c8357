namespace Ats.Server.Views;

/// <summary>
/// One arm now. Money in quote units; Cash is the ledger's; NetReturn, MaxDrawdown and TimeInMarket as shares; Leverage is gross notional over equity; State is
/// active, reduceOnly or halted. Refusals: times the arm itself would not enter (the forecaster's veto, an edge below the cost); ForecastGaps: times it
/// wanted a forecast and had none.
/// </summary>
public sealed record ArmView(
    int Index,
    string Name,
    string Strategy,
    string Kind,
    string Description,
    decimal Capital,
    decimal Cash,
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
    long Refusals,
    long ForecastGaps,
    string State,
    bool IsFlattening,
    bool IsLiquidated,
    bool IsWarm);
