using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.State;

/// <summary>A whole order to bytes and back; the fields in one fixed order.</summary>
internal static class OrderCodec
{
    public static void Write(BinaryWriter to, AccountOrder o)
    {
        to.Write(o.Id);
        to.Write(o.LinkId);
        to.Write((byte)o.Side);
        to.Write((byte)o.Type);
        to.Write((byte)o.TimeInForce);
        to.Write(o.Price.Raw);
        to.Write(o.Quantity.Raw);
        to.Write(o.Filled.Raw);
        to.Write(o.FilledValue);
        to.Write(o.FilledFee);
        to.Write(o.FeeCoin);
        to.Write(o.QuoteAmount);
        to.Write((byte)o.State);
        to.Write((byte)o.Cancel);
        to.Write((byte)o.Reject);
        to.Write((byte)o.Create);
        to.Write((byte)o.Stop);
        to.Write((byte)o.Smp);
        to.Write((byte)o.Filter);
        to.Write(o.PositionIndex);
        to.Write(o.ReduceOnly);
        to.Write(o.CloseOnTrigger);
        to.Write(o.SlippageType);
        to.Write(o.SlippageTolerance);
        to.Write(o.CreatedMs);
        to.Write(o.UpdatedMs);
        to.Write(o.LastPriceOnCreated.Raw);
        to.Write(o.ClosedPnl);
        to.Write(o.ClosedQuantity);
        to.Write(o.ClosedEntryValue);
        to.Write(o.ClosedExitValue);
        to.Write(o.FillCount);
        WriteConditions(to, o);
    }

    public static AccountOrder Read(BinaryReader from, Account account, Listing listing)
    {
        var o = new AccountOrder(account, listing, from.ReadInt64())
        {
            LinkId = from.ReadString(),
            Side = (Side)from.ReadByte(),
            Type = (OrderType)from.ReadByte(),
            TimeInForce = (TimeInForce)from.ReadByte(),
            Price = new Price(from.ReadInt64()),
            Quantity = new Quantity(from.ReadInt64()),
            Filled = new Quantity(from.ReadInt64()),
            FilledValue = from.ReadDecimal(),
            FilledFee = from.ReadDecimal(),
            FeeCoin = from.ReadString(),
            QuoteAmount = from.ReadDecimal(),
            State = (OrderState)from.ReadByte(),
            Cancel = (CancelKind)from.ReadByte(),
            Reject = (RejectKind)from.ReadByte(),
            Create = (CreateKind)from.ReadByte(),
            Stop = (StopKind)from.ReadByte(),
            Smp = (SmpKind)from.ReadByte(),
            Filter = (FilterKind)from.ReadByte(),
            PositionIndex = from.ReadByte(),
            ReduceOnly = from.ReadBoolean(),
            CloseOnTrigger = from.ReadBoolean(),
            SlippageType = from.ReadString(),
            SlippageTolerance = from.ReadDecimal(),
            CreatedMs = from.ReadInt64(),
            UpdatedMs = from.ReadInt64(),
            LastPriceOnCreated = new Price(from.ReadInt64()),
            ClosedPnl = from.ReadDecimal(),
            ClosedQuantity = from.ReadDecimal(),
            ClosedEntryValue = from.ReadDecimal(),
            ClosedExitValue = from.ReadDecimal(),
            FillCount = from.ReadInt32(),
        };
        ReadConditions(from, o);
        return o;
    }

    private static void WriteConditions(BinaryWriter to, AccountOrder o)
    {
        to.Write(o.TriggerDirection);
        to.Write(o.TriggerPrice.Raw);
        to.Write((byte)o.TriggerBy);
        to.Write(o.TakeProfit.Raw);
        to.Write(o.StopLoss.Raw);
        to.Write(o.TakeProfitLimit.Raw);
        to.Write(o.StopLossLimit.Raw);
        to.Write((byte)o.TakeProfitBy);
        to.Write((byte)o.StopLossBy);
        to.Write(o.PartialProtection);
        to.Write(o.TrailDistance.Raw);
        to.Write(o.ActivePrice.Raw);
        to.Write(o.TrailActive);
        to.Write(o.ParentId);
        to.Write(o.PairId);
    }

    private static void ReadConditions(BinaryReader from, AccountOrder o)
    {
        o.TriggerDirection = from.ReadByte();
        o.TriggerPrice = new Price(from.ReadInt64());
        o.TriggerBy = (PriceBasis)from.ReadByte();
        o.TakeProfit = new Price(from.ReadInt64());
        o.StopLoss = new Price(from.ReadInt64());
        o.TakeProfitLimit = new Price(from.ReadInt64());
        o.StopLossLimit = new Price(from.ReadInt64());
        o.TakeProfitBy = (PriceBasis)from.ReadByte();
        o.StopLossBy = (PriceBasis)from.ReadByte();
        o.PartialProtection = from.ReadBoolean();
        o.TrailDistance = new Price(from.ReadInt64());
        o.ActivePrice = new Price(from.ReadInt64());
        o.TrailActive = from.ReadBoolean();
        o.ParentId = from.ReadInt64();
        o.PairId = from.ReadInt64();
    }
}
