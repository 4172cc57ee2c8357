using Ats.Domain;
using static Ats.Bybit.Wire.CodeAction;
using static Ats.Domain.OrderRejectReason;

namespace Ats.Bybit.Wire;

/// <summary>Return codes to meaning, our reject reason and what to do: one table for REST and WebSocket, since the same fault has other codes on spot than on linear.</summary>
public static class RetCodeCatalog
{
    /// <summary>What a code means; codes this version does not know are "other" and to be looked at by a person.</summary>
    public static RetCodeInfo Find(int code)
    {
        var (meaning, reason, action) = General(code) ?? Linear(code) ?? SpotOnly(code) ?? ("a code this version does not know", Other, FixRequest);
        return new RetCodeInfo(code, meaning, reason, action);
    }

    private static (string Meaning, OrderRejectReason Reason, CodeAction Action)? General(int code) => code switch
    {
        RetCodes.Ok => ("ok", OrderRejectReason.None, CodeAction.None),
        RetCodes.ServerTimeout => ("server timeout: outcome unknown", Other, Query),
        RetCodes.ParameterError => ("a parameter is missing, invalid or outside the instrument's rules", Other, FixRequest),
        RetCodes.TimestampOutsideWindow => ("timestamp outside the server's window", Other, ResyncClock),
        RetCodes.KeyInvalid => ("API key invalid, or of another environment", Other, Stop),
        RetCodes.SignatureInvalid => ("bad signature", Other, Stop),
        RetCodes.PermissionDenied => ("the key lacks permission", Other, Stop),
        RetCodes.RateLimited => ("rate limit of this endpoint reached", Other, BackOff),
        RetCodes.AuthenticationFailed => ("user authentication failed", Other, Stop),
        RetCodes.Banned or RetCodes.Compliance or RetCodes.TradingBanned => ("the account is banned or barred from this", Other, Stop),
        RetCodes.RegionRefused or RetCodes.IpNotListed => ("this address is not allowed", Other, Stop),
        RetCodes.DuplicateRequest => ("duplicate request", Other, Query),
        RetCodes.InternalError => ("internal error or restart: outcome unknown", Other, Query),
        RetCodes.RouteNotFound or RetCodes.TradeUnknownOp => ("no such path, method or op", Other, FixRequest),
        RetCodes.IpLimit or RetCodes.TradeIpLimit or RetCodes.TradeSystemProtection or RetCodes.SessionTooFast => ("too many requests from this address or session", Other, BackOff),
        RetCodes.ServiceRestarting => ("service restarting", Other, Reconnect),
        RetCodes.UnifiedOnly or 100028 => ("needs another account type", Other, Stop),
        RetCodes.SymbolNotListedForKey => ("symbol not on the key's list", Other, Stop),
        RetCodes.RepeatedAuth => ("already authenticated", OrderRejectReason.None, TreatAsSuccess),
        RetCodes.DuplicateRequestId => ("request id used before on this connection", Other, FixRequest),
        _ => null,
    };

    private static (string Meaning, OrderRejectReason Reason, CodeAction Action)? Linear(int code) => code switch
    {
        RetCodes.OrderNotFound => ("order does not exist, or too late", UnknownOrder, Query),
        RetCodes.OrderFinished or RetCodes.OrderCancelled => ("order already closed", UnknownOrder, Query),
        RetCodes.PriceOutOfRange or RetCodes.PriceBelowLimit or RetCodes.PriceAboveLimit or RetCodes.PriceAboveMaximumBuy or RetCodes.PriceBelowMinimumSell
            => ("price outside the allowed range", InvalidPrice, Reprice),
        110004 or 110006 or RetCodes.BalanceInsufficient or 110012 or 110014 or 110044 or 110045 or 110051 or 110052 or 110053
            => ("not enough balance or margin", InsufficientBalance, Shrink),
        RetCodes.TooManyStopOrders or RetCodes.TooManyOrders or 110061 => ("too many orders", Other, RetryLater),
        RetCodes.LeverageAboveRiskLimit => ("leverage above the risk limit", Other, FixRequest),
        RetCodes.ReduceOnlyRule => ("reduce-only with nothing to reduce", ReduceOnlyWouldIncrease, Query),
        RetCodes.ModeBlockedByPosition or RetCodes.ModeBlockedByOrders => ("position mode cannot change with open positions or orders", Other, RetryLater),
        RetCodes.ModeNotModified or RetCodes.MarginModeNotModified or RetCodes.MarginNotModified or RetCodes.LeverageNotModified or RetCodes.TradingStopNotModified
            => ("not modified: already so", OrderRejectReason.None, TreatAsSuccess),
        RetCodes.WouldLiquidate => ("would liquidate at once", InsufficientBalance, Shrink),
        110059 => ("TP/SL of a part-filled order", Other, FixRequest),
        RetCodes.AmendedQuantityNotAboveFilled => ("amended quantity not above what is filled", InvalidQuantity, Query),
        RetCodes.TradingNotAllowedNow or RetCodes.ContractNotLive or RetCodes.PreMarketOnDemo => ("trading is not open", Other, RetryLater),
        RetCodes.DuplicateLinkLinear => ("orderLinkId used before: the first one went through", Other, Query),
        RetCodes.OrderBeingProcessed => ("order is being processed", Other, RetryLater),
        RetCodes.TopRiskTier or RetCodes.PositionLimit => ("position limit at this leverage", InsufficientBalance, Shrink),
        RetCodes.TriggerExpectsRise or RetCodes.TriggerExpectsFall => ("trigger already on the wrong side of the price", InvalidPrice, Reprice),
        RetCodes.NotionalBelowMinimum => ("order value below the minimum", BelowMinimum, FixRequest),
        RetCodes.SlippageTicksOutOfRange or RetCodes.SlippagePercentOutOfRange => ("slippage tolerance out of range", Other, FixRequest),
        _ => null,
    };

    private static (string Meaning, OrderRejectReason Reason, CodeAction Action)? SpotOnly(int code) => code switch
    {
        RetCodes.SpotTooManyRequests or RetCodes.SpotRequestLimit => ("too many orders or requests", Other, BackOff),
        RetCodes.SpotInvalidTimeInForce or RetCodes.SpotInvalidOrderType or RetCodes.SpotInvalidSide or RetCodes.SpotInvalidSymbol or RetCodes.SpotInvalidData
            => ("a field's value is invalid", Other, FixRequest),
        RetCodes.SpotQuantityTooLarge or 170381 or 170382 or 170341 => ("quantity or amount too large", InvalidQuantity, Shrink),
        RetCodes.SpotBalanceInsufficient or 170033 => ("not enough balance", InsufficientBalance, Shrink),
        RetCodes.SpotPriceTooHigh or RetCodes.SpotPriceTooLow or 170192 or 170193 or 170194 or 170371 or 170372 => ("price outside the allowed range", InvalidPrice, Reprice),
        RetCodes.SpotPriceDecimals => ("price off the tick", InvalidPrice, FixRequest),
        RetCodes.SpotQuantityBelowMinimum => ("quantity below the minimum", BelowMinimum, FixRequest),
        RetCodes.SpotQuantityDecimals or RetCodes.SpotAmountDecimals => ("quantity off the step", InvalidQuantity, FixRequest),
        RetCodes.SpotOrderFilled or RetCodes.SpotOrderCancelled or RetCodes.SpotOrderNotOnBook or RetCodes.SpotOrderNotFound => ("order does not exist or is closed", UnknownOrder, Query),
        RetCodes.SpotValueBelowMinimum => ("order value below the minimum", BelowMinimum, FixRequest),
        RetCodes.SpotDuplicateLink => ("orderLinkId used before: the first one went through", Other, Query),
        RetCodes.SpotTooManyOrders => ("too many orders", Other, RetryLater),
        _ => null,
    };
}
