namespace Ats.Bybit.Limits;

/// <summary>Endpoints that share one allowance of the exchange. REST and the trade socket draw on the same.</summary>
public enum RateGroup : byte
{
    /// <summary>Market data: the address's allowance only.</summary>
    Market,
    OrderCreate,
    OrderAmend,
    OrderCancel,
    OrderCancelAll,

    /// <summary>Batches are counted in orders, apart from the single endpoints.</summary>
    OrderCreateBatch,
    OrderAmendBatch,
    OrderCancelBatch,
    OrderRealtime,
    OrderHistory,
    ExecutionList,
    PositionList,
    SetLeverage,
    SwitchMode,
    TradingStop,
    WalletBalance,
    AccountInfo,
    FeeRate,
    QueryApi,
    DemoApplyMoney,
}
