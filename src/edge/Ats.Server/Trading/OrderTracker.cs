using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// Turns what the exchange says about our orders, over stream and REST, late, twice and out of order, into the words the engine takes:
/// each execution once, an order's end only after all its executions. Only evidence ends an order. Thread-safe; words are emitted in
/// order under its lock, so the receivers must not call back. Every execution that is news is told to onNews, whosever it is.
/// </summary>
internal sealed class OrderTracker(OrderLinks links, Func<string, short> instrumentOf, NetHoldings holdings, Action<short, ExecutionRow> onNews, Action<OrderEvent> emit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ClientOrderId, TrackedOrder> _orders = [];
    private readonly ExecutionFilter _executions = new();
    private readonly Dictionary<(ClientOrderId, long, Price, Quantity), int> _booked = [];
    private readonly HashSet<(short, long)> _bookedFundings = [];

    /// <summary>Orders and executions on the account that are not of this contest.</summary>
    public long Foreign { get; private set; }

    /// <summary>Time of the newest execution seen.</summary>
    public Timestamp LastExecution { get; private set; } = Timestamp.MinValue;

    /// <summary>Orders whose fate is open.</summary>
    public int Working
    {
        get { lock (_gate) return _orders.Count; }
    }

    public void Add(in OrderIntent intent, Timestamp now, Quantity filled = default)
    {
        lock (_gate) _orders[intent.Id] = new TrackedOrder(intent, now) { Filled = filled.ToDecimal() };
    }

    public TrackedOrder? Find(ClientOrderId id)
    {
        lock (_gate) return _orders.GetValueOrDefault(id);
    }

    public IReadOnlyList<ClientOrderId> Open(Func<TrackedOrder, bool>? where = null)
    {
        lock (_gate) return [.. _orders.Where(o => where is null || where(o.Value)).Select(o => o.Key)];
    }

    public decimal HeldBy(int arm, short instrument)
    {
        lock (_gate) return holdings.Of(arm, instrument);
    }

    /// <summary>What the account must hold by our executions, signed base units.</summary>
    public decimal NetOf(short instrument)
    {
        lock (_gate) return holdings.Net(instrument);
    }

    public void Acknowledged(ClientOrderId id, string orderId)
    {
        lock (_gate)
        {
            if (_orders.TryGetValue(id, out var order)) order.OrderId = orderId;
        }
    }

    public void AmendAsked(ClientOrderId id)
    {
        lock (_gate)
        {
            if (_orders.TryGetValue(id, out var order)) order.AmendAsked = true;
        }
    }

    /// <summary>The exchange refused the order, or it never left.</summary>
    public void Rejected(ClientOrderId id, OrderRejectReason reason, Timestamp now)
    {
        lock (_gate)
        {
            if (!_orders.Remove(id, out var order)) return;
            emit(new OrderEvent(OrderEventKind.Rejected, id, order.Intent.Instrument, now, now) { Reason = reason });
        }
    }

    /// <summary>The outcome of a request is not known.</summary>
    public void Lost(ClientOrderId id, Timestamp now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order) || order.IsUnsettled) return;
            order.IsUnsettled = true;
            emit(new OrderEvent(OrderEventKind.Lost, id, order.Intent.Instrument, now, now));
        }
    }

    public void CancelRefused(ClientOrderId id, OrderRejectReason reason, Timestamp now) => Refused(OrderEventKind.CancelRejected, id, reason, now);

    public void AmendRefused(ClientOrderId id, OrderRejectReason reason, Timestamp now) => Refused(OrderEventKind.AmendRejected, id, reason, now);

    /// <summary>An order's row, from the stream or from REST.</summary>
    public void OnOrder(OrderRow row, Timestamp received)
    {
        lock (_gate)
        {
            if (!links.TryParse(row.OrderLinkId, out var id))
            {
                Foreign++;
                return;
            }

            if (!_orders.TryGetValue(id, out var order)) return;
            order.OrderId = row.OrderId;
            order.IsUnsettled = false;
            if (row.IsOpen) Opened(id, order, row, received);
            else if (row.IsClosed && order.Closing is null)
            {
                order.Closing = row;
                order.ClosingSince = received;
                Close(id, order, received);
            }
        }
    }

    /// <summary>An execution; true when it was news.</summary>
    public bool OnExecution(ExecutionRow row, Timestamp received)
    {
        lock (_gate)
        {
            var instrument = instrumentOf(row.Symbol);
            if (instrument < 0 || !_executions.IsNew(row.ExecId)) return false;
            if (row.Time > LastExecution) LastExecution = row.Time;
            onNews(instrument, row);
            if (row.IsFunding)
            {
                if (_bookedFundings.Contains((instrument, row.Time.ToMilliseconds()))) return false;
                foreach (var word in holdings.Funding(instrument, row, received)) emit(word);
                return true;
            }

            if (!row.IsTrade || row.Side is null) return false;
            if (links.TryParse(row.OrderLinkId, out var id) && Uncount(_booked, (id, row.Time.ToMilliseconds(), PriceOf(row.Price), Quantity.FromDecimal(row.Quantity)))) return false;
            if (_orders.TryGetValue(id, out var order)) Filled(id, order, row, received);
            else Unclaimed(instrument, row, received);
            return true;
        }
    }

    /// <summary>What an earlier run has booked already: its fills by order, moment, price and quantity, since their execution ids are not on record.</summary>
    public void Booked(IEnumerable<Fill> fills, IEnumerable<OrderEvent> fundings)
    {
        lock (_gate)
        {
            foreach (var fill in fills) Count(_booked, (fill.Order, fill.ExchangeTime.ToMilliseconds(), fill.Price, fill.Quantity));
            foreach (var funding in fundings) _bookedFundings.Add((funding.Instrument, funding.ExchangeTime.ToMilliseconds()));
        }
    }

    private static void Count<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static bool Uncount<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        if (!counts.TryGetValue(key, out var count)) return false;
        if (count == 1) counts.Remove(key);
        else counts[key] = count - 1;
        return true;
    }

    private static Price PriceOf(decimal value) => Price.FromDecimal(value);

    private void Refused(OrderEventKind kind, ClientOrderId id, OrderRejectReason reason, Timestamp now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order)) return;
            if (kind == OrderEventKind.AmendRejected) order.AmendAsked = false;
            emit(new OrderEvent(kind, id, order.Intent.Instrument, now, now) { Reason = reason });
        }
    }

    private void Opened(ClientOrderId id, TrackedOrder order, OrderRow row, Timestamp received)
    {
        if (!order.AcceptedTold)
        {
            order.AcceptedTold = true;
            emit(new OrderEvent(OrderEventKind.Accepted, id, order.Intent.Instrument, row.Updated, received));
        }

        if (!order.AmendAsked || row.Price is not { } price) return;
        var amended = order.Intent with { Price = PriceOf(price), Quantity = Quantity.FromDecimal(row.Quantity) };
        if (amended.Price == order.Intent.Price && amended.Quantity == order.Intent.Quantity) return;
        order.AmendAsked = false;
        order.Intent = amended;
        emit(new OrderEvent(OrderEventKind.Amended, id, order.Intent.Instrument, row.Updated, received) { Price = amended.Price, Quantity = amended.Quantity });
    }

    private void Filled(ClientOrderId id, TrackedOrder order, ExecutionRow row, Timestamp received)
    {
        order.Filled += row.Quantity;
        order.IsUnsettled = false;
        holdings.Add(id.Arm, order.Intent.Instrument, row.Side!.Value, row.Quantity);
        emit(new OrderEvent(OrderEventKind.Filled, id, order.Intent.Instrument, row.Time, received)
        {
            Price = PriceOf(row.Price),
            Quantity = Quantity.FromDecimal(row.Quantity),
            Fee = row.Fee,
            Liquidity = row.IsMaker ? Liquidity.Maker : Liquidity.Taker,
        });
        if (order.Filled >= order.Intent.Quantity.ToDecimal()) _orders.Remove(id);
        else if (order.Closing is not null) Close(id, order, received);
    }

    private void Close(ClientOrderId id, TrackedOrder order, Timestamp received)
    {
        var row = order.Closing!;
        if (order.Filled < row.FilledQuantity) return;
        _orders.Remove(id);
        if (order.Filled >= order.Intent.Quantity.ToDecimal()) return;
        var kind = row.Status == WireOrderStatus.Rejected && order.Filled == 0 ? OrderEventKind.Rejected : OrderEventKind.Cancelled;
        emit(new OrderEvent(kind, id, order.Intent.Instrument, row.Updated, received) { Reason = CloseReasons.Of(row, order.Intent) });
    }

    /// <summary>What the exchange did to the account by itself (liquidation, the stop of last resort) falls on the arms that held that side.</summary>
    private void Unclaimed(short instrument, ExecutionRow row, Timestamp received)
    {
        var own = row.ExecType is WireWords.ExecBust or WireWords.ExecAdl || row.StopOrderType.Length > 0;
        if (!own || links.TryParse(row.OrderLinkId, out _))
        {
            Foreign++;
            return;
        }

        foreach (var word in holdings.Forced(instrument, row, received)) emit(word);
    }
}
