using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// Who of the arms holds what, by executions, in base units; their sum is what the account must hold. Splits among arms what happens to
/// the net position: funding, liquidation, the stop of last resort. Guarded by the tracker's lock.
/// </summary>
internal sealed class NetHoldings
{
    private const int None = -1;

    private readonly decimal[,] _held;
    private readonly int[] _lastTrader;
    private readonly IReadOnlyList<Instrument> _instruments;

    public NetHoldings(int arms, IReadOnlyList<Instrument> instruments)
    {
        _held = new decimal[arms, instruments.Count];
        _lastTrader = new int[instruments.Count];
        Array.Fill(_lastTrader, None);
        _instruments = instruments;
    }

    public decimal Net(short instrument)
    {
        var sum = 0m;
        for (var arm = 0; arm < _held.GetLength(0); arm++) sum += _held[arm, instrument];
        return sum;
    }

    public decimal Of(int arm, short instrument) => _held[arm, instrument];

    /// <summary>What an execution makes of a holding: on spot a fee in the coin itself is gone from it.</summary>
    public void Add(int arm, short instrument, ExecutionRow row)
    {
        var fee = SpotFees.InBase(_instruments[instrument], row);
        Add(arm, instrument, row.Side!.Value, row.Side == Side.Buy ? row.Quantity - fee : row.Quantity + fee);
    }

    public void Add(int arm, short instrument, Side side, decimal quantity)
    {
        _held[arm, instrument] += side == Side.Buy ? quantity : -quantity;
        _lastTrader[instrument] = arm;
    }

    /// <summary>
    /// Each holder's share of a funding settlement, quantity × mark × rate; what rounding leaves falls on the largest. Where nobody holds any
    /// more (the word came late) all of it falls on whoever traded last.
    /// </summary>
    public IReadOnlyList<OrderEvent> Funding(short instrument, ExecutionRow row, Timestamp received)
    {
        var words = new List<OrderEvent>();
        var largest = None;
        var total = 0m;
        for (var arm = 0; arm < _held.GetLength(0); arm++)
        {
            var held = _held[arm, instrument];
            if (held == 0) continue;
            var paid = held * row.Price * row.FeeRate;
            total += paid;
            words.Add(Paid(arm, held, paid));
            if (largest < 0 || Math.Abs(held) > Math.Abs(_held[words[largest].Order.Arm, instrument])) largest = words.Count - 1;
        }

        if (largest >= 0) words[largest] = words[largest] with { Fee = words[largest].Fee + row.Fee - total };
        else if (_lastTrader[instrument] != None) words.Add(Paid(_lastTrader[instrument], 0, row.Fee));
        return words;

        OrderEvent Paid(int arm, decimal held, decimal fee) =>
            new(OrderEventKind.Funding, new ClientOrderId(arm, 0), instrument, row.Time, received) { Price = Price.FromDecimal(row.Price), Quantity = Quantity.FromDecimal(held), Fee = fee };
    }

    /// <summary>What the arms hold on the side that an execution of <paramref name="side"/> reduces.</summary>
    public decimal Reducible(short instrument, Side side)
    {
        var sum = 0m;
        for (var arm = 0; arm < _held.GetLength(0); arm++) sum += Math.Max(0, side == Side.Sell ? _held[arm, instrument] : -_held[arm, instrument]);
        return sum;
    }

    /// <summary>
    /// A forced execution, shared by the arms it reduces in proportion to what they hold, in whole lots; the lots that rounding leaves go to
    /// the largest holders. The arms must hold that much: see <see cref="Reducible"/>.
    /// </summary>
    public IReadOnlyList<OrderEvent> Forced(short instrument, ExecutionRow row, Timestamp received)
    {
        var side = row.Side!.Value;
        var holders = new List<(int Arm, decimal Size, decimal Share)>();
        for (var arm = 0; arm < _held.GetLength(0); arm++)
        {
            var held = side == Side.Sell ? _held[arm, instrument] : -_held[arm, instrument];
            if (held > 0) holders.Add((arm, held, 0));
        }

        Share(holders, row.Quantity, _instruments[instrument].LotSize.ToDecimal());
        holders.RemoveAll(h => h.Share == 0);
        var words = new List<OrderEvent>();
        var feeLeft = row.Fee;
        foreach (var (arm, _, share) in holders)
        {
            var fee = words.Count == holders.Count - 1 ? feeLeft : Math.Round(row.Fee * share / row.Quantity, 12);
            feeLeft -= fee;
            Add(arm, instrument, side, share);
            words.Add(new OrderEvent(OrderEventKind.Filled, new ClientOrderId(arm, 0), instrument, row.Time, received)
            {
                Price = Price.FromDecimal(row.Price),
                Quantity = Quantity.FromDecimal(share),
                Fee = fee,
                Liquidity = Liquidity.Taker,
                Reason = row.ExecType is WireWords.ExecBust or WireWords.ExecAdl ? OrderRejectReason.Liquidated : OrderRejectReason.LastResortStop,
            });
        }

        return words;
    }

    private static void Share(List<(int Arm, decimal Size, decimal Share)> holders, decimal quantity, decimal lot)
    {
        holders.Sort((a, b) => b.Size != a.Size ? b.Size.CompareTo(a.Size) : a.Arm.CompareTo(b.Arm));
        var sizes = holders.Sum(h => h.Size);
        var left = quantity;
        for (var i = 0; i < holders.Count; i++)
        {
            var share = Math.Min(holders[i].Size, Math.Floor(quantity * holders[i].Size / sizes / lot) * lot);
            holders[i] = holders[i] with { Share = share };
            left -= share;
        }

        while (left > 0)
        {
            var before = left;
            for (var i = 0; i < holders.Count && left > 0; i++)
            {
                var more = Math.Min(Math.Min(lot, left), holders[i].Size - holders[i].Share);
                holders[i] = holders[i] with { Share = holders[i].Share + more };
                left -= more;
            }

            if (left == before) break;
        }
    }
}
