namespace Ats.Bybit.Exchange.Core;

/// <summary>retCode values the exchange answers with; SPEC.md section 3 says what each means and what a client does.</summary>
internal static class ReturnCode
{
    public const int Ok = 0;
    public const int Parameter = 10001;
    public const int TimeWindow = 10002;
    public const int UnknownKey = 10003;
    public const int Signature = 10004;
    public const int RateLimit = 10006;
    public const int NotAuthenticated = 10007;
    public const int Internal = 10016;
    public const int NoRoute = 10017;
    public const int NoOrder = 110001;
    public const int PriceRange = 110003;
    public const int NoMargin = 110007;
    public const int LeverageRisk = 110013;
    public const int ReduceOnly = 110017;
    public const int TooManyStops = 110009;
    public const int TooManyOrders = 110020;
    public const int ModeHasPosition = 110024;
    public const int ModeNotModified = 110025;
    public const int ModeHasOrders = 110028;
    public const int LeverageNotModified = 110043;
    public const int TooManyPartialStops = 110061;
    public const int AmendBelowFilled = 110064;
    public const int NotLive = 110074;
    public const int DuplicateLink = 110072;
    public const int TriggerNotRising = 110092;
    public const int TriggerNotFalling = 110093;
    public const int TooSmall = 110094;
    public const int SlippageTicks = 110108;
    public const int SlippagePercent = 110109;
    public const int StopNotModified = 34040;
    public const int SpotTimeInForce = 170115;
    public const int SpotOrderType = 170116;
    public const int SpotSide = 170117;
    public const int SpotSymbol = 170121;
    public const int SpotTooLarge = 170124;
    public const int SpotParameter = 170130;
    public const int SpotNoBalance = 170131;
    public const int SpotPriceDecimals = 170134;
    public const int SpotQuantityTooSmall = 170136;
    public const int SpotQuantityDecimals = 170137;
    public const int SpotTooSmall = 170140;
    public const int SpotDuplicateLink = 170141;
    public const int SpotAmountDecimals = 170148;
    public const int SpotPriceTooHigh = 170193;
    public const int SpotPriceTooLow = 170194;
    public const int SpotNoOrder = 170213;
    public const int SpotTooManyOrders = 170810;
    public const int WsUnknownOp = 10404;
    public const int WsRepeatAuth = 20001;
    public const int WsDuplicateRequest = 20006;
}
