using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine.Ledger;

namespace Ats.Server.Trading;

/// <summary>The net position of the account on one instrument at average cost. Executions that come out of order are put where they belong among the last <see cref="Kept"/>. Not thread-safe.</summary>
internal sealed class NetBook
{
    private const int Kept = 2048;

    private readonly List<ExecutionRow> _rows = [];
    private readonly Position _checkpoint = new();
    private readonly Position _position = new();
    private decimal _realizedAtCheckpoint;

    public decimal Realized { get; private set; }

    public decimal Basis => _position.Basis;

    /// <summary>Signed base units.</summary>
    public decimal Size => _position.Quantity.ToDecimal();

    public void Open(decimal size, decimal basis)
    {
        _rows.Clear();
        Realized = _realizedAtCheckpoint = 0;
        _checkpoint.Restore(Quantity.FromDecimal(size), basis);
        _position.Restore(_checkpoint.Quantity, basis);
    }

    public void Add(ExecutionRow row)
    {
        var at = _rows.Count;
        while (at > 0 && IsBefore(row, _rows[at - 1])) at--;
        _rows.Insert(at, row);
        if (at == _rows.Count - 1) Realized += Apply(_position, row);
        else Recount();
        if (_rows.Count > 2 * Kept) Fold();
    }

    private static bool IsBefore(ExecutionRow a, ExecutionRow b) => a.Time != b.Time ? a.Time < b.Time : a.Sequence < b.Sequence;

    private void Recount()
    {
        _position.Restore(_checkpoint.Quantity, _checkpoint.Basis);
        Realized = _realizedAtCheckpoint;
        foreach (var row in _rows) Realized += Apply(_position, row);
    }

    private void Fold()
    {
        foreach (var row in _rows.Take(Kept)) _realizedAtCheckpoint += Apply(_checkpoint, row);
        _rows.RemoveRange(0, Kept);
    }

    private static decimal Apply(Position net, ExecutionRow row)
    {
        var (side, quantity) = (row.Side!.Value, Quantity.FromDecimal(row.Quantity));
        var held = net.Quantity.Raw;
        var crosses = held != 0 && held > 0 != (side == Side.Buy) && quantity.Raw > Math.Abs(held);
        if (!crosses) return net.Apply(side, quantity, quantity.ToDecimal() * row.Price);
        var closing = new Quantity(Math.Abs(held));
        var realized = net.Apply(side, closing, closing.ToDecimal() * row.Price);
        var opening = quantity - closing;
        net.Apply(side, opening, opening.ToDecimal() * row.Price);
        return realized;
    }
}
