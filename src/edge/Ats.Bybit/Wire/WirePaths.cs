namespace Ats.Bybit.Wire;

/// <summary>Paths of the V5 REST and WebSocket interface.</summary>
public static class WirePaths
{
    public const string Time = "/v5/market/time";
    public const string Kline = "/v5/market/kline";
    public const string MarkPriceKline = "/v5/market/mark-price-kline";
    public const string IndexPriceKline = "/v5/market/index-price-kline";
    public const string PremiumIndexPriceKline = "/v5/market/premium-index-price-kline";
    public const string OrderBook = "/v5/market/orderbook";
    public const string Tickers = "/v5/market/tickers";
    public const string RecentTrade = "/v5/market/recent-trade";
    public const string FundingHistory = "/v5/market/funding/history";
    public const string InstrumentsInfo = "/v5/market/instruments-info";
    public const string RiskLimit = "/v5/market/risk-limit";
    public const string PriceLimit = "/v5/market/price-limit";
    public const string OpenInterest = "/v5/market/open-interest";

    public const string OrderCreate = "/v5/order/create";
    public const string OrderAmend = "/v5/order/amend";
    public const string OrderCancel = "/v5/order/cancel";
    public const string OrderCancelAll = "/v5/order/cancel-all";
    public const string OrderCreateBatch = "/v5/order/create-batch";
    public const string OrderAmendBatch = "/v5/order/amend-batch";
    public const string OrderCancelBatch = "/v5/order/cancel-batch";
    public const string OrderRealtime = "/v5/order/realtime";
    public const string OrderHistory = "/v5/order/history";
    public const string DisconnectedCancelAll = "/v5/order/disconnected-cancel-all";
    public const string ExecutionList = "/v5/execution/list";

    public const string PositionList = "/v5/position/list";
    public const string SetLeverage = "/v5/position/set-leverage";
    public const string SwitchMode = "/v5/position/switch-mode";
    public const string TradingStop = "/v5/position/trading-stop";
    public const string ClosedPnl = "/v5/position/closed-pnl";

    public const string WalletBalance = "/v5/account/wallet-balance";
    public const string FeeRate = "/v5/account/fee-rate";
    public const string AccountInfo = "/v5/account/info";
    public const string TransactionLog = "/v5/account/transaction-log";
    public const string QueryDcpInfo = "/v5/account/query-dcp-info";
    public const string DemoApplyMoney = "/v5/account/demo-apply-money";
    public const string QueryApi = "/v5/user/query-api";
    public const string CoinQueryInfo = "/v5/asset/coin/query-info";

    /// <summary>The category follows: /v5/public/linear.</summary>
    public const string PublicStream = "/v5/public/";
    public const string PrivateStream = "/v5/private";
    public const string TradeStream = "/v5/trade";
}
