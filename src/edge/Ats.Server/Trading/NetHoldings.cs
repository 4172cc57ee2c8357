using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// Who of the arms holds what, by executions, in base units; their sum is what the account must hold. Splits among arms what happens to
/// the net position: funding, liquidation, the stop of last resort. Guarded by the tracker's lock.
/// </summary>
internal sealed class NetHoldings
{
    private readonly decimal[,] _held;
    private readonly IReadOnlyList<Instrument> _instruments;

    public NetHoldings(int arms, IReadOnlyList<Instrument> instruments)
    {
        _held = new decimal[arms, instruments.Count];
        _instruments = instruments;
    }

    public decimal Net(short instrument)
    {
        var sum = 0m;
        for (var arm = 0; arm < _held.GetLength(0); arm++) sum += _held[arm, instrument];
        return sum;
    }

    public decimal Of(int arm, short instrument) => _held[arm, instrument];

    public void Add(int arm, short instrument, Side side, decimal quantity) => _held[arm, instrument] += side == Side.Buy ? quantity : -quantity;

    /// <summary>Each holder's share of a funding settlement, quantity × mark × rate; what rounding leaves falls on the largest.</summary>
    public IReadOnlyList<OrderEvent> Funding(short instrument, ExecutionRow row, Timestamp received)
    {
        var words = new List<OrderEvent>();
        var largest = -1;
        var total = 0m;
        for (var arm = 0; arm < _held.GetLength(0); arm++)
        {
            var held = _held[arm, instrument];
            if (held == 0) continue;
            var paid = held * row.Price * row.FeeRate;
            total += paid;
            words.Add(new OrderEvent(OrderEventKind.Funding, new ClientOrderId(arm, 0), instrument, row.Time, received) { Price = Price.FromDecimal(row.Price), Quantity = Quantity.FromDecimal(held), Fee = paid });
            if (largest < 0 || Math.Abs(held) > Math.Abs(_held[words[largest].Order.Arm, instrument])) largest = words.Count - 1;
        }

        if (largest >= 0 && total != row.Fee) words[largest] = words[largest] with { Fee = words[largest].Fee + row.Fee - total };
        return words;
    }

    /// <summary>A forced execution, shared by the arms it reduces in proportion to what they hold, in whole lots.</summary>
    public IReadOnlyList<OrderEvent> Forced(short instrument, ExecutionRow row, Timestamp received)
    {
        var side = row.Side!.Value;
        var holders = new List<(int Arm, decimal Size)>();
        for (var arm = 0; arm < _held.GetLength(0); arm++)
        {
            var held = _held[arm, instrument];
            if (side == Side.Sell ? held > 0 : held < 0) holders.Add((arm, Math.Abs(held)));
        }

        var words = new List<OrderEvent>();
        var left = row.Quantity;
        var feeLeft = row.Fee;
        var sizes = holders.Sum(h => h.Size);
        var lot = _instruments[instrument].LotSize.ToDecimal();
        holders.Sort((a, b) => a.Size.CompareTo(b.Size));
        for (var i = 0; i < holders.Count; i++)
        {
            var (arm, size) = holders[i];
            var last = i == holders.Count - 1;
            var share = last ? Math.Min(left, size) : Math.Min(size, Math.Floor(row.Quantity * size / sizes / lot) * lot);
            if (share <= 0) continue;
            var fee = last ? feeLeft : Math.Round(row.Fee * share / row.Quantity, 12);
            left -= share;
            feeLeft -= fee;
            Add(arm, instrument, side, share);
            words.Add(new OrderEvent(OrderEventKind.Filled, new ClientOrderId(arm, 0), instrument, row.Time, received)
            {
                Price = Price.FromDecimal(row.Price),
                Quantity = Quantity.FromDecimal(share),
                Fee = fee,
                Liquidity = Liquidity.Taker,
                Reason = OrderRejectReason.Liquidated,
            });
        }

        return words;
    }
}
