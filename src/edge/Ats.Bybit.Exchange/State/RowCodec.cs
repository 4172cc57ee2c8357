using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.State;

/// <summary>Executions, closed profits, ledger rows, holdings and candles to bytes and back.</summary>
internal static class RowCodec
{
    public static void Write(BinaryWriter to, Execution e)
    {
        to.Write(e.Id);
        to.Write(e.OrderId);
        to.Write(e.LinkId);
        to.Write((byte)e.Side);
        to.Write(e.Price.Raw);
        to.Write(e.Quantity.Raw);
        to.Write(e.OrderPrice.Raw);
        to.Write(e.OrderQuantity.Raw);
        to.Write(e.Leaves.Raw);
        to.Write((byte)e.OrderType);
        to.Write((byte)e.Stop);
        to.Write((byte)e.Create);
        to.Write(e.Fee);
        to.Write(e.FeeRate);
        to.Write(e.FeeCoin);
        to.Write(e.Value);
        to.Write((byte)e.Kind);
        to.Write(e.IsMaker);
        to.Write(e.ClosedQuantity);
        to.Write(e.Pnl);
        to.Write(e.Mark.Raw);
        to.Write(e.TimeMs);
        to.Write(e.Seq);
        to.Write(e.QuoteSized);
    }

    public static Execution ReadExecution(BinaryReader from, Listing listing) => new()
    {
        Listing = listing,
        Id = from.ReadInt64(),
        OrderId = from.ReadInt64(),
        LinkId = from.ReadString(),
        Side = (Side)from.ReadByte(),
        Price = new Price(from.ReadInt64()),
        Quantity = new Quantity(from.ReadInt64()),
        OrderPrice = new Price(from.ReadInt64()),
        OrderQuantity = new Quantity(from.ReadInt64()),
        Leaves = new Quantity(from.ReadInt64()),
        OrderType = (OrderType)from.ReadByte(),
        Stop = (StopKind)from.ReadByte(),
        Create = (CreateKind)from.ReadByte(),
        Fee = from.ReadDecimal(),
        FeeRate = from.ReadDecimal(),
        FeeCoin = from.ReadString(),
        Value = from.ReadDecimal(),
        Kind = (ExecutionKind)from.ReadByte(),
        IsMaker = from.ReadBoolean(),
        ClosedQuantity = from.ReadDecimal(),
        Pnl = from.ReadDecimal(),
        Mark = new Price(from.ReadInt64()),
        TimeMs = from.ReadInt64(),
        Seq = from.ReadInt64(),
        QuoteSized = from.ReadBoolean(),
    };

    public static void Write(BinaryWriter to, ClosedPnl r)
    {
        to.Write(r.OrderId);
        to.Write((byte)r.Side);
        to.Write((byte)r.Type);
        to.Write(r.OrderQuantity.Raw);
        to.Write(r.OrderPrice.Raw);
        to.Write(r.ClosedQuantity);
        to.Write(r.EntryValue);
        to.Write(r.ExitValue);
        to.Write(r.Pnl);
        to.Write(r.FillCount);
        to.Write(r.Leverage);
        to.Write((byte)r.Kind);
        to.Write(r.CreatedMs);
        to.Write(r.UpdatedMs);
    }

    public static ClosedPnl ReadClosedPnl(BinaryReader from, Listing listing) => new(
        listing, from.ReadInt64(), (Side)from.ReadByte(), (OrderType)from.ReadByte(), new Quantity(from.ReadInt64()), new Price(from.ReadInt64()), from.ReadDecimal(), from.ReadDecimal(),
        from.ReadDecimal(), from.ReadDecimal(), from.ReadInt32(), from.ReadDecimal(), (ExecutionKind)from.ReadByte(), from.ReadInt64(), from.ReadInt64());

    public static void Write(BinaryWriter to, WalletChange r)
    {
        to.Write(r.Id);
        to.Write(r.Coin);
        to.Write(r.Type);
        to.Write((sbyte)(r.Listing?.Index ?? -1));
        to.Write((sbyte)(r.Side is { } side ? (int)side : -1));
        to.Write(r.OrderId);
        to.Write(r.LinkId);
        to.Write(r.TradeId);
        to.Write(r.Quantity);
        to.Write(r.Size);
        to.Write(r.Price);
        to.Write(r.CashFlow);
        to.Write(r.Fee);
        to.Write(r.FeeRate);
        to.Write(r.Funding.HasValue);
        to.Write(r.Funding ?? 0);
        to.Write(r.Change);
        to.Write(r.Balance);
        to.Write(r.TimeMs);
    }

    public static WalletChange ReadWalletChange(BinaryReader from, IReadOnlyList<Listing> listings)
    {
        var (id, coin, type, listing, side) = (from.ReadInt64(), from.ReadString(), from.ReadString(), from.ReadSByte(), from.ReadSByte());
        var (order, link, trade) = (from.ReadInt64(), from.ReadString(), from.ReadInt64());
        var (quantity, size, price, flow, fee, rate) = (from.ReadDecimal(), from.ReadDecimal(), from.ReadDecimal(), from.ReadDecimal(), from.ReadDecimal(), from.ReadDecimal());
        var funded = from.ReadBoolean();
        var funding = from.ReadDecimal();
        return new WalletChange(
            id, coin, type, listing < 0 ? null : listings[listing], side < 0 ? null : (Side)side, order, link, trade, quantity, size, price, flow, fee, rate, funded ? funding : null,
            from.ReadDecimal(), from.ReadDecimal(), from.ReadInt64());
    }

    public static void Write(BinaryWriter to, Holding holding)
    {
        to.Write(holding.Leverage);
        to.Write(holding.Hedge);
        to.Write(holding.Account.DcpSeconds[holding.Listing.IsLinear ? 0 : 1]);
        foreach (var p in holding.Positions)
        {
            to.Write(p.Size.Raw);
            to.Write(p.EntryValue);
            to.Write(p.CurRealised);
            to.Write(p.CumRealised);
            to.Write(p.Seq);
            to.Write(p.CreatedMs);
            to.Write(p.UpdatedMs);
            to.Write(p.OpenMs);
            to.Write(p.PartialMode);
        }
    }

    public static void Read(BinaryReader from, Holding holding)
    {
        holding.Leverage = from.ReadDecimal();
        holding.Hedge = from.ReadBoolean();
        holding.Account.DcpSeconds[holding.Listing.IsLinear ? 0 : 1] = from.ReadInt32();
        foreach (var p in holding.Positions)
        {
            p.Size = new Quantity(from.ReadInt64());
            p.EntryValue = from.ReadDecimal();
            p.CurRealised = from.ReadDecimal();
            p.CumRealised = from.ReadDecimal();
            p.Seq = from.ReadInt64();
            p.CreatedMs = from.ReadInt64();
            p.UpdatedMs = from.ReadInt64();
            p.OpenMs = from.ReadInt64();
            p.PartialMode = from.ReadBoolean();
        }
    }

    public static void Write(BinaryWriter to, in Candle c)
    {
        to.Write(c.StartMs);
        to.Write(c.Open);
        to.Write(c.High);
        to.Write(c.Low);
        to.Write(c.Close);
        to.Write(c.Volume);
        to.Write(c.Turnover);
    }

    public static Candle ReadCandle(BinaryReader from) =>
        new(from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadDecimal());
}
