using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>Why an order ended, in our terms.</summary>
internal static class CloseReasons
{
    public static OrderRejectReason Of(OrderRow row, in OrderIntent intent)
    {
        if (row.RejectReason == "EC_PostOnlyWillTakeLiquidity") return OrderRejectReason.PostOnlyWouldTake;
        if (row.RejectReason == "EC_NoImmediateQtyToFill") return intent.TimeInForce == TimeInForce.Fok ? OrderRejectReason.FillOrKillNotFilled : OrderRejectReason.NoLiquidity;
        return row.CancelType switch
        {
            "CancelBySmp" => OrderRejectReason.SelfMatchPrevented,
            "CancelByReduceOnly" => OrderRejectReason.ReduceOnlyWouldIncrease,
            "CancelByPrepareLiq" or "CancelAllBeforeLiq" => OrderRejectReason.Liquidated,
            "CancelByUser" => OrderRejectReason.None,
            _ when intent.Type == OrderType.Market || intent.TimeInForce == TimeInForce.Ioc => OrderRejectReason.NoLiquidity,
            _ => row.Status == WireOrderStatus.Rejected ? OrderRejectReason.Other : OrderRejectReason.None,
        };
    }
}
