namespace Ats.Bybit.Wire;

/// <summary>
/// The newest known row of every order, from stream and REST together, whatever their order of arrival: closed never reopens, then more filled wins,
/// then the later update. Bounded: the oldest closed orders are forgotten first.
/// </summary>
public sealed class OrderMerge(int closedKept = 4096)
{
    private readonly Dictionary<string, OrderRow> _rows = [];
    private readonly Queue<string> _closed = [];

    public IReadOnlyCollection<OrderRow> Rows => _rows.Values;

    public OrderRow? Find(string orderId) => _rows.GetValueOrDefault(orderId);

    /// <summary>True when the row is news: not a repeat and not older than what is known.</summary>
    public bool Apply(OrderRow row)
    {
        var known = _rows.GetValueOrDefault(row.OrderId);
        if (known is not null && !IsNewer(row, known)) return false;
        _rows[row.OrderId] = row;
        if (row.IsClosed && known is not { IsClosed: true })
        {
            _closed.Enqueue(row.OrderId);
            if (_closed.Count > closedKept) _rows.Remove(_closed.Dequeue());
        }

        return true;
    }

    private static bool IsNewer(OrderRow row, OrderRow known)
    {
        if (row.IsClosed != known.IsClosed) return row.IsClosed;
        if (row.FilledQuantity != known.FilledQuantity) return row.FilledQuantity > known.FilledQuantity;
        return row.Updated > known.Updated || (row.Updated == known.Updated && Rank(row.Status) > Rank(known.Status));
    }

    /// <summary>The order of an open order's states within one millisecond.</summary>
    private static int Rank(WireOrderStatus status) => status switch
    {
        WireOrderStatus.Untriggered => 1,
        WireOrderStatus.Triggered => 2,
        WireOrderStatus.New => 3,
        WireOrderStatus.PartiallyFilled => 4,
        _ => 0,
    };
}
