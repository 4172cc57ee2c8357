namespace Ats.Bybit.Exchange.Core;

/// <summary>The fields of order/create, amend, cancel and trading-stop as a client sent them; null or absent where it sent none. Reused: <see cref="Clear"/> first.</summary>
internal sealed class OrderRequest
{
    public string? Category;
    public string? Symbol;
    public string? Side;
    public string? OrderType;
    public string? TimeInForce;
    public string? OrderId;
    public string? LinkId;
    public string? MarketUnit;
    public string? OrderFilter;
    public string? TriggerBy;
    public string? SmpType;
    public string? TpslMode;
    public string? TpTriggerBy;
    public string? SlTriggerBy;
    public string? TpOrderType;
    public string? SlOrderType;
    public string? SlippageType;
    public string? BboSide;
    public NumberField Quantity;
    public NumberField Price;
    public NumberField TriggerPrice;
    public NumberField TriggerDirection;
    public NumberField PositionIndex;
    public NumberField TakeProfit;
    public NumberField StopLoss;
    public NumberField TpLimitPrice;
    public NumberField SlLimitPrice;
    public NumberField TpSize;
    public NumberField SlSize;
    public NumberField TrailingStop;
    public NumberField ActivePrice;
    public NumberField SlippageTolerance;
    public NumberField BboLevel;
    public bool ReduceOnly;
    public bool CloseOnTrigger;

    /// <summary>Name of a field whose JSON type was wrong; null when all were fine.</summary>
    public string? BadField;

    public bool IsConditional => TriggerPrice.IsSet;

    public bool HasProtection => TakeProfit.IsSet || StopLoss.IsSet;

    public void Clear()
    {
        Category = Symbol = Side = OrderType = TimeInForce = OrderId = LinkId = MarketUnit = OrderFilter = TriggerBy = SmpType = TpslMode = null;
        TpTriggerBy = SlTriggerBy = TpOrderType = SlOrderType = SlippageType = BboSide = BadField = null;
        Quantity = Price = TriggerPrice = TriggerDirection = PositionIndex = TakeProfit = StopLoss = TpLimitPrice = SlLimitPrice = default;
        TpSize = SlSize = TrailingStop = ActivePrice = SlippageTolerance = BboLevel = default;
        ReduceOnly = CloseOnTrigger = false;
    }
}
