using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine.Ledger;

namespace Ats.Server.Trading;

/// <summary>
/// What the account's wallet must be, from where it was and every execution since: realised PnL of the net position at average cost,
/// minus fees, minus funding paid. One settle coin. Thread-safe.
/// </summary>
internal sealed class AccountBooks(int instruments)
{
    private readonly Lock _gate = new();
    private readonly Position[] _net = [.. Enumerable.Range(0, instruments).Select(_ => new Position())];
    private decimal _wallet;
    private Timestamp _openedAt;

    public bool IsOpen { get; private set; }

    /// <summary>Signed cost of the net position on an instrument, quote units.</summary>
    public decimal BasisOf(short instrument)
    {
        lock (_gate) return _net[instrument].Basis;
    }

    public decimal Wallet
    {
        get { lock (_gate) return _wallet; }
    }

    /// <summary>Worth of the account at marks, by instrument index: wallet + unrealised PnL of the net positions.</summary>
    public decimal EquityAt(IReadOnlyList<decimal> marks)
    {
        lock (_gate)
        {
            var equity = _wallet;
            for (var i = 0; i < _net.Length; i++) equity += (_net[i].Quantity.ToDecimal() * marks[i]) - _net[i].Basis;
            return equity;
        }
    }

    public decimal RealizedPnl { get; private set; }

    public decimal Fees { get; private set; }

    public decimal Funding { get; private set; }

    /// <summary>Takes the account as it is at a moment of the exchange's clock, while nothing trades: its wallet and its net positions with what they cost (signed size × average price).</summary>
    public void Open(Timestamp now, decimal wallet, IEnumerable<(short Instrument, decimal Size, decimal AveragePrice)> positions)
    {
        lock (_gate)
        {
            _openedAt = now;
            _wallet = wallet;
            foreach (var net in _net) net.Restore(Quantity.Zero, 0);
            foreach (var (instrument, size, average) in positions) _net[instrument].Restore(Quantity.FromDecimal(size), size * average);
            IsOpen = true;
        }
    }

    public void Book(short instrument, ExecutionRow row)
    {
        lock (_gate)
        {
            // What was executed before is in the wallet already.
            if (!IsOpen || row.Time < _openedAt) return;
            if (row.IsFunding)
            {
                Funding += row.Fee;
                _wallet -= row.Fee;
                return;
            }

            if (!row.IsTrade || row.Side is not { } side) return;
            var realized = Apply(_net[instrument], side, Quantity.FromDecimal(row.Quantity), row.Price);
            RealizedPnl += realized;
            Fees += row.Fee;
            _wallet += realized - row.Fee;
        }
    }

    private static decimal Apply(Position net, Side side, Quantity quantity, decimal price)
    {
        var held = net.Quantity.Raw;
        var crosses = held != 0 && held > 0 != (side == Side.Buy) && quantity.Raw > Math.Abs(held);
        if (!crosses) return net.Apply(side, quantity, quantity.ToDecimal() * price);
        var closing = new Quantity(Math.Abs(held));
        var realized = net.Apply(side, closing, closing.ToDecimal() * price);
        var opening = quantity - closing;
        net.Apply(side, opening, opening.ToDecimal() * price);
        return realized;
    }
}
