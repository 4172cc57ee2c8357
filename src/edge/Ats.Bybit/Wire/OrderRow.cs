using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>One order as REST and the order stream tell it. Prices and triggers are none where the exchange writes "" or "0".</summary>
public sealed record OrderRow
{
    public Category Category { get; init; }
    public required string Symbol { get; init; }
    public required string OrderId { get; init; }

    /// <summary>"" when none was sent (linear); spot invents one.</summary>
    public string OrderLinkId { get; init; } = "";
    public Side Side { get; init; }
    public OrderType OrderType { get; init; }
    public WireOrderStatus Status { get; init; }

    /// <summary>The limit; for a market order the slippage bound.</summary>
    public decimal? Price { get; init; }

    /// <summary>Base units, or quote units for a spot market order sized in quote (see <see cref="MarketUnit"/>).</summary>
    public decimal Quantity { get; init; }
    public string MarketUnit { get; init; } = "";
    public decimal? AveragePrice { get; init; }
    public decimal FilledQuantity { get; init; }
    public decimal FilledValue { get; init; }

    /// <summary>Fees so far by coin; the deprecated cumExecFee is not read.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Fees { get; init; } = [];
    public string TimeInForce { get; init; } = "";
    public int PositionIdx { get; init; }
    public bool ReduceOnly { get; init; }
    public bool CloseOnTrigger { get; init; }
    public decimal? TriggerPrice { get; init; }

    /// <summary>0 none, 1 rises to, 2 falls to.</summary>
    public int TriggerDirection { get; init; }
    public string TriggerBy { get; init; } = "";
    public decimal? TakeProfit { get; init; }
    public decimal? StopLoss { get; init; }

    /// <summary>"" for a plain order.</summary>
    public string StopOrderType { get; init; } = "";
    public string CreateType { get; init; } = "";
    public string CancelType { get; init; } = "";

    /// <summary>"" when there was none (EC_NoError).</summary>
    public string RejectReason { get; init; } = "";
    public Timestamp Created { get; init; }
    public Timestamp Updated { get; init; }

    public bool IsOpen => Status is WireOrderStatus.New or WireOrderStatus.PartiallyFilled or WireOrderStatus.Untriggered or WireOrderStatus.Triggered;

    public bool IsClosed => Status is WireOrderStatus.Filled or WireOrderStatus.Cancelled or WireOrderStatus.PartiallyFilledCanceled or WireOrderStatus.Rejected or WireOrderStatus.Deactivated;

    /// <summary>What was not filled, also on a closed order, whose leavesQty is 0 whatever was left.</summary>
    public decimal Unfilled => Quantity - FilledQuantity;

    internal static OrderRow Read(JsonRow row, Category category) => new()
    {
        Category = CategoryExtensions.TryParse(row.Text("category"), out var told) ? told : category,
        Symbol = row.Required("symbol"),
        OrderId = row.Required("orderId"),
        OrderLinkId = row.Text("orderLinkId"),
        Side = row.Side("side"),
        OrderType = row.Text("orderType") == WireWords.Market ? OrderType.Market : OrderType.Limit,
        Status = StatusOf(row.Required("orderStatus")),
        Price = row.DecimalOrNone("price"),
        Quantity = row.Decimal("qty"),
        MarketUnit = row.Text("marketUnit"),
        AveragePrice = row.DecimalOrNone("avgPrice"),
        FilledQuantity = row.Decimal("cumExecQty"),
        FilledValue = row.Decimal("cumExecValue"),
        Fees = [.. row.Amounts("cumFeeDetail")],
        TimeInForce = row.Text("timeInForce"),
        PositionIdx = row.Small("positionIdx"),
        ReduceOnly = row.Flag("reduceOnly"),
        CloseOnTrigger = row.Flag("closeOnTrigger"),
        TriggerPrice = row.DecimalOrNone("triggerPrice"),
        TriggerDirection = row.Small("triggerDirection"),
        TriggerBy = row.Text("triggerBy"),
        TakeProfit = row.DecimalOrNone("takeProfit"),
        StopLoss = row.DecimalOrNone("stopLoss"),
        StopOrderType = row.Word("stopOrderType"),
        CreateType = row.Text("createType"),
        CancelType = row.Word("cancelType"),
        RejectReason = row.Text("rejectReason") is not WireWords.NoError and var reason ? reason : "",
        Created = row.Time("createdTime"),
        Updated = row.Time("updatedTime"),
    };

    private static WireOrderStatus StatusOf(string word) => word switch
    {
        WireWords.StatusNew => WireOrderStatus.New,
        WireWords.StatusPartiallyFilled => WireOrderStatus.PartiallyFilled,
        WireWords.StatusUntriggered => WireOrderStatus.Untriggered,
        WireWords.StatusTriggered => WireOrderStatus.Triggered,
        WireWords.StatusFilled => WireOrderStatus.Filled,
        WireWords.StatusCancelled => WireOrderStatus.Cancelled,
        WireWords.StatusPartiallyFilledCanceled => WireOrderStatus.PartiallyFilledCanceled,
        WireWords.StatusRejected => WireOrderStatus.Rejected,
        WireWords.StatusDeactivated => WireOrderStatus.Deactivated,
        _ => WireOrderStatus.Unrecognised,
    };
}
