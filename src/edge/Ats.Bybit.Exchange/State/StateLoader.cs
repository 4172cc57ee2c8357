using System.Buffers.Binary;
using System.IO.Hashing;
using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.State;

/// <summary>Reads a state log into a core that has listings and accounts but no life yet: later records of a thing replace earlier ones.</summary>
internal sealed class StateLoader(ExchangeCore core)
{
    private readonly Dictionary<long, AccountOrder> _orders = [];

    public Timestamp MarketStart { get; private set; }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (length < 0 || length > bytes.Length - 8) break;
            var payload = bytes.Slice(8, length);
            if (Crc32.HashToUInt32(payload) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])) break;
            using var from = new BinaryReader(new MemoryStream(payload.ToArray()));
            while (from.BaseStream.Position < length) Apply(from);
            bytes = bytes[(8 + length)..];
        }

        Revive();
    }

    private void Apply(BinaryReader from)
    {
        var kind = (StateRecord)from.ReadByte();
        switch (kind)
        {
            case StateRecord.Header:
                MarketStart = new Timestamp(from.ReadInt64());
                var (stored, present) = (from.ReadString(), string.Join(',', core.Listings.Select(l => l.Rules.Id.ToString())));
                if (stored != present) throw new InvalidDataException($"The state directory holds {stored}, but this market trades {present}: use another --state directory.");
                break;
            case StateRecord.Minute:
                var listing = core.Listings[from.ReadByte()];
                listing.Candles.Append(RowCodec.ReadCandle(from));
                break;
            case StateRecord.Funding:
                core.Listings[from.ReadByte()].FundingHistory.Add(new FundingPoint(from.ReadInt64(), from.ReadDecimal()));
                break;
            case StateRecord.Clock:
                core.SkipIdsTo(from.ReadInt64());
                foreach (var l in core.Listings)
                {
                    l.Last = new Price(from.ReadInt64());
                    l.Seq = from.ReadInt64();
                }

                break;
            default:
                Apply(kind, Account(from.ReadInt64()), from);
                break;
        }
    }

    private void Apply(StateRecord kind, Account account, BinaryReader from)
    {
        switch (kind)
        {
            case StateRecord.Order:
                var order = OrderCodec.Read(from, account, core.Listings[from.ReadByte()]);
                _orders[order.Id] = order;
                break;
            case StateRecord.Execution:
                account.Executions.Add(RowCodec.ReadExecution(from, core.Listings[from.ReadByte()]));
                break;
            case StateRecord.ClosedPnl:
                account.ClosedPnl.Add(RowCodec.ReadClosedPnl(from, core.Listings[from.ReadByte()]));
                break;
            case StateRecord.WalletChange:
                account.WalletChanges.Add(RowCodec.ReadWalletChange(from, core.Listings));
                break;
            case StateRecord.Coin:
                var coin = core.Coin(account, from.ReadString());
                coin.Wallet = from.ReadDecimal();
                coin.CumRealised = from.ReadDecimal();
                break;
            case StateRecord.Holding:
                RowCodec.Read(from, account.Holding(core.Listings[from.ReadByte()]));
                break;
            case StateRecord.UsedLink:
                account.UseLink(new UInt128(from.ReadUInt64(), from.ReadUInt64()));
                break;
            default:
                throw new InvalidDataException($"The state log has a record of kind {(byte)kind}, which this version does not know.");
        }
    }

    private Account Account(long uid) =>
        core.Accounts.FirstOrDefault(a => a.Uid == uid) ?? throw new InvalidDataException($"The state log names account {uid}, which is not registered.");

    /// <summary>Orders back into history, waiting lists and books, oldest first; positions to the books before them.</summary>
    private void Revive()
    {
        foreach (var account in core.Accounts)
        {
            foreach (var holding in account.Holdings)
            {
                foreach (var position in holding.Positions)
                {
                    if (!position.Size.IsZero) holding.Listing.Book.SetPosition(MatchDesk.Owner(account, position.Index), position.Size);
                }
            }
        }

        foreach (var order in _orders.Values.OrderBy(o => o.Id))
        {
            order.Account.Add(order);
            if (!order.IsOpen) continue;
            core.Orders.Count(order, 1);
            Reservations.Update(order);
            if (order.State == OrderState.Untriggered) TriggerDesk.Wait(order);
            else MatchDesk.Restore(order);
        }

        // Participants' ids are not logged one by one: leave a wide gap so that no id comes twice.
        core.SkipIdsTo(core.LastId + 10_000_000);
    }
}
