namespace Ats.Bybit.Wire;

/// <summary>Values of enumerated fields, in the exchange's exact case.</summary>
public static class WireWords
{
    public const string Buy = "Buy";
    public const string Sell = "Sell";

    public const string Market = "Market";
    public const string Limit = "Limit";

    public const string Gtc = "GTC";
    public const string Ioc = "IOC";
    public const string Fok = "FOK";
    public const string PostOnly = "PostOnly";

    public const string BaseCoin = "baseCoin";
    public const string QuoteCoin = "quoteCoin";

    public const string FilterOrder = "Order";
    public const string FilterStopOrder = "StopOrder";
    public const string FilterTpSlOrder = "tpslOrder";

    public const string LastPrice = "LastPrice";
    public const string MarkPrice = "MarkPrice";
    public const string IndexPrice = "IndexPrice";

    public const string Full = "Full";
    public const string Partial = "Partial";

    public const string SmpNone = "None";
    public const string SmpCancelMaker = "CancelMaker";
    public const string SmpCancelTaker = "CancelTaker";
    public const string SmpCancelBoth = "CancelBoth";

    public const string ExecTrade = "Trade";
    public const string ExecFunding = "Funding";
    public const string ExecAdl = "AdlTrade";
    public const string ExecBust = "BustTrade";

    public const string Unified = "UNIFIED";
    public const string Unknown = "UNKNOWN";

    public const string NoError = "EC_NoError";
    public const string PostOnlyWillTake = "EC_PostOnlyWillTakeLiquidity";
    public const string NoImmediateQuantity = "EC_NoImmediateQtyToFill";

    public const string CancelByUser = "CancelByUser";
    public const string CancelByReduceOnly = "CancelByReduceOnly";
    public const string CancelBySmp = "CancelBySmp";
    public const string CancelByDcp = "CancelByDCP";
    public const string CancelByPrepareLiquidation = "CancelByPrepareLiq";
    public const string CancelAllBeforeLiquidation = "CancelAllBeforeLiq";
    public const string CancelByTpSlClear = "CancelByTpSlTsClear";

    public const string StatusNew = "New";
    public const string StatusPartiallyFilled = "PartiallyFilled";
    public const string StatusUntriggered = "Untriggered";
    public const string StatusTriggered = "Triggered";
    public const string StatusFilled = "Filled";
    public const string StatusCancelled = "Cancelled";
    public const string StatusPartiallyFilledCanceled = "PartiallyFilledCanceled";
    public const string StatusRejected = "Rejected";
    public const string StatusDeactivated = "Deactivated";
}
