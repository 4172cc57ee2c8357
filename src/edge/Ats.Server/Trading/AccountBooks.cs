using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// What the account's wallet must be, from where it was and every execution since: realised PnL of the net position at average cost,
/// minus fees, minus funding paid; on spot what was paid and received for coins. Average cost depends on the order of executions, so they are booked in the exchange's order whatever
/// order they come in. One settle coin. Thread-safe.
/// </summary>
internal sealed class AccountBooks(IReadOnlyList<Instrument> instruments)
{
    private readonly Lock _gate = new();
    private readonly NetBook[] _net = [.. instruments.Select(_ => new NetBook())];

    /// <summary>Spot coins, exact.</summary>
    private readonly decimal[] _coins = new decimal[instruments.Count];
    private decimal _spent;
    private HashSet<string> _included = [];
    private Timestamp _includedSince;
    private decimal _opening;
    private decimal _fees;
    private decimal _funding;

    public bool IsOpen { get; private set; }

    /// <summary>Signed cost of the net position on an instrument, quote units.</summary>
    public decimal BasisOf(short instrument)
    {
        lock (_gate) return _net[instrument].Basis;
    }

    public decimal Wallet
    {
        get { lock (_gate) return _opening + _net.Sum(n => n.Realized) - _spent - _fees - _funding; }
    }

    /// <summary>Worth of the account at marks, by instrument index: wallet + unrealised PnL of the net positions + the arms' coins.</summary>
    public decimal EquityAt(IReadOnlyList<decimal> marks)
    {
        lock (_gate)
        {
            var equity = Wallet;
            for (var i = 0; i < _net.Length; i++) equity += ((_net[i].Size + _coins[i]) * marks[i]) - _net[i].Basis;
            return equity;
        }
    }

    /// <summary>Takes the account as it is: its wallet and its net positions with what they cost (signed size × average price).</summary>
    /// <param name="wallet">Settle coin.</param>
    /// <param name="positions">One row each; of spot the coins that the arms own.</param>
    /// <param name="included">Ids of the executions from <paramref name="since"/> on that the wallet includes; all before that moment are included too.</param>
    /// <param name="since">On the exchange's clock.</param>
    public void Open(decimal wallet, IEnumerable<(short Instrument, decimal Size, decimal AveragePrice)> positions, IEnumerable<string> included, Timestamp since)
    {
        lock (_gate)
        {
            _opening = wallet;
            _fees = _funding = _spent = 0;
            Array.Clear(_coins);
            _included = [.. included];
            _includedSince = since;
            foreach (var net in _net) net.Open(0, 0);
            foreach (var (instrument, size, average) in positions)
            {
                if (IsSpot(instrument)) _coins[instrument] = size;
                else _net[instrument].Open(size, size * average);
            }

            IsOpen = true;
        }
    }

    public void Book(short instrument, ExecutionRow row)
    {
        lock (_gate)
        {
            if (!IsOpen || row.Time < _includedSince || _included.Contains(row.ExecId)) return;
            if (row.IsFunding) _funding += row.Fee;
            if (!row.IsTrade || row.Side is null) return;
            if (IsSpot(instrument))
            {
                BookSpot(instrument, row);
                return;
            }

            _fees += row.Fee;
            _net[instrument].Add(row);
        }
    }

    private bool IsSpot(short instrument) => instruments[instrument].Kind == ContractKind.Spot;

    private void BookSpot(short instrument, ExecutionRow row)
    {
        var sign = row.Side == Side.Buy ? 1 : -1;
        var inBase = SpotFees.InBase(instruments[instrument], row);
        _spent += sign * row.Price * row.Quantity;
        _coins[instrument] += (sign * row.Quantity) - inBase;
        if (inBase == 0) _fees += row.Fee;
    }
}
