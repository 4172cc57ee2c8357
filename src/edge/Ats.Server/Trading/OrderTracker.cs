using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// Turns what the exchange says about our orders, over stream and REST, late, twice and out of order, into the words the engine takes:
/// each execution once, an order's end only after all its executions. Only evidence ends an order. Thread-safe; words are emitted in
/// order under its lock, so the receivers must not call back. Every execution that is news is told to onNews, whosever it is.
/// </summary>
internal sealed class OrderTracker(OrderLinks links, Func<ExecutionRow, short> instrumentOf, NetHoldings holdings, Action<short, ExecutionRow> onNews, Action<OrderEvent> emit, InterferenceMeter meter)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ClientOrderId, TrackedOrder> _orders = [];
    private readonly ExecutionFilter _executions = new();
    private readonly BookedExecutions _booked = new();
    private readonly List<(short Instrument, ExecutionRow Row, Timestamp Received)> _forced = [];
    private long _news;

    /// <summary>Executions on the account that are neither of this contest nor forced on it.</summary>
    public long Foreign { get; private set; }

    /// <summary>Executions of our orders that came when the order had ended: always a fault of ours.</summary>
    public long Orphans { get; private set; }

    /// <summary>Executions seen so far: two reads of the account belong together when this has not moved between them.</summary>
    public long News => Volatile.Read(ref _news);

    /// <summary>Time of the newest execution seen.</summary>
    public Timestamp LastExecution { get; private set; } = Timestamp.MinValue;

    /// <summary>Orders whose fate is open.</summary>
    public int Working
    {
        get { lock (_gate) return _orders.Count; }
    }

    /// <summary>A new order, about to be sent. <paramref name="touch"/>: the best price it would take from; zero = not known.</summary>
    public void Add(in OrderIntent intent, Timestamp now, Price touch = default)
    {
        lock (_gate) _orders[intent.Id] = new TrackedOrder(intent, now) { Touch = touch };
    }

    /// <summary>An order of an earlier run that was open in its books.</summary>
    public void TakeOver(in OrderIntent intent, Timestamp now, Quantity filled)
    {
        lock (_gate) _orders[intent.Id] = new TrackedOrder(intent, now) { Filled = filled.ToDecimal(), HasLeft = true, IsUnseen = true };
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

    /// <summary>The create request leaves now; false when the order has ended meanwhile and must not be sent.</summary>
    public bool StartSending(ClientOrderId id)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order) || order.HasLeft) return false;
            order.HasLeft = order.IsLeaving = true;
            return true;
        }
    }

    /// <summary>The create request has an outcome: from now on it can only be on its way a receive window longer.</summary>
    public void EndSending(ClientOrderId id, Timestamp now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order)) return;
            order.IsLeaving = false;
            order.SentAt = now;
        }
    }

    /// <summary>True for the one caller that is to ask about the order until <see cref="EndChase"/>.</summary>
    public bool StartChase(ClientOrderId id)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order) || order.IsChased) return false;
            order.IsChased = true;
            return true;
        }
    }

    public void EndChase(ClientOrderId id)
    {
        lock (_gate)
        {
            if (_orders.TryGetValue(id, out var order)) order.IsChased = false;
        }
    }

    public void Acknowledged(ClientOrderId id, string orderId)
    {
        lock (_gate)
        {
            if (_orders.TryGetValue(id, out var order)) order.OrderId = orderId;
        }
    }

    public void AmendAsked(in OrderIntent intent, Timestamp now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(intent.Id, out var order)) return;
            order.Asked = intent;
            order.AskedAt = now;
        }
    }

    public void CancelAsked(ClientOrderId id)
    {
        lock (_gate)
        {
            if (_orders.TryGetValue(id, out var order)) order.CancelAsked = true;
        }
    }

    /// <summary>The exchange refused the order, or it never left.</summary>
    public void Rejected(ClientOrderId id, OrderRejectReason reason, Timestamp now)
    {
        lock (_gate)
        {
            // An execution is stronger evidence than any no.
            if (!_orders.TryGetValue(id, out var order) || order.Filled > 0 || order.Told > 0 || order.Held.Count > 0) return;
            _orders.Remove(id);
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

    public void CancelRefused(ClientOrderId id, OrderRejectReason reason, Timestamp now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order)) return;
            order.CancelAsked = false;
            emit(new OrderEvent(OrderEventKind.CancelRejected, id, order.Intent.Instrument, now, now) { Reason = reason });
        }
    }

    /// <summary>The amend did not happen, and will not.</summary>
    public void AmendRefused(ClientOrderId id, OrderRejectReason reason, Timestamp now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order)) return;
            order.Asked = null;
            emit(new OrderEvent(OrderEventKind.AmendRejected, id, order.Intent.Instrument, now, now) { Reason = reason });
            Release(id, order);
        }
    }

    /// <summary>An order's row, from the stream or from REST.</summary>
    public void OnOrder(OrderRow row, Timestamp received)
    {
        lock (_gate)
        {
            if (!links.TryParse(row.OrderLinkId, out var id) || !_orders.TryGetValue(id, out var order)) return;
            order.OrderId = row.OrderId;
            order.HasLeft = true;
            order.IsUnseen = false;
            order.Told = Math.Max(order.Told, row.FilledQuantity);
            if (row.IsOpen) Opened(id, order, row, received);
            order.IsUnsettled = false;
            TakeAmend(id, order, row, received);
            if (row.Updated > order.Updated) order.Updated = row.Updated;
            if (row.IsClosed && order.Closing is null)
            {
                order.Closing = row;
                order.Asked = null;
            }

            Release(id, order);
            if (order.Closing is not null) Close(id, order, received);
            order.OwedSince = !order.IsOwed ? Timestamp.MaxValue : order.OwedSince == Timestamp.MaxValue ? received : order.OwedSince;
        }
    }

    /// <summary>An execution; true when it was news.</summary>
    public bool OnExecution(ExecutionRow row, Timestamp received)
    {
        lock (_gate)
        {
            var instrument = instrumentOf(row);
            if (instrument < 0 || !_executions.IsNew(row.ExecId)) return false;
            if (row.Time > LastExecution) LastExecution = row.Time;
            Volatile.Write(ref _news, _news + 1);
            onNews(instrument, row);
            if (row.IsFunding)
            {
                if (_booked.RestOfFunding(instrument, row) is not { } rest) return false;
                foreach (var word in holdings.Funding(instrument, rest, received)) emit(word);
                return true;
            }

            if (!row.IsTrade || row.Side is null) return false;
            if (!links.TryParse(row.OrderLinkId, out var id)) return Unclaimed(instrument, row, received);
            if (_booked.Take(id, row)) return false;
            if (_orders.TryGetValue(id, out var order)) Executed(id, order, row, received);
            else Orphans++;
            return true;
        }
    }

    /// <summary>What earlier runs have booked already.</summary>
    public void Booked(IEnumerable<OrderEvent> words)
    {
        lock (_gate) _booked.Add(words);
    }

    private static Price PriceOf(decimal value) => Price.FromDecimal(value);

    private void Opened(ClientOrderId id, TrackedOrder order, OrderRow row, Timestamp received)
    {
        // A request in doubt that is found open is told again: its order is unknown no longer.
        if (order.Closing is not null || (order.AcceptedTold && !order.IsUnsettled)) return;
        order.AcceptedTold = true;
        emit(new OrderEvent(OrderEventKind.Accepted, id, order.Intent.Instrument, row.Updated, received));
    }

    /// <summary>Price and quantity as the exchange has them now; rows older than what is known say nothing new.</summary>
    private void TakeAmend(ClientOrderId id, TrackedOrder order, OrderRow row, Timestamp received)
    {
        if (order.Intent.Type != OrderType.Limit || row.Price is not { } price || order.Closing is not null || row.Updated < order.Updated) return;
        var amended = order.Intent with { Price = PriceOf(price), Quantity = Quantity.FromDecimal(row.Quantity) };
        if (amended.Price == order.Intent.Price && amended.Quantity == order.Intent.Quantity) return;
        var asked = order.Asked is { } wanted && wanted.Price == amended.Price && wanted.Quantity == amended.Quantity;
        if (!asked && row.Updated == order.Updated) return;
        if (asked) order.Asked = null;
        order.Intent = amended;
        emit(new OrderEvent(OrderEventKind.Amended, id, order.Intent.Instrument, row.Updated, received) { Price = amended.Price, Quantity = amended.Quantity });
    }

    private void Executed(ClientOrderId id, TrackedOrder order, ExecutionRow row, Timestamp received)
    {
        if (order.Held.Count > 0 || MustWait(order, row))
        {
            order.Held.Enqueue((row, received));
            if (order.OwedSince == Timestamp.MaxValue) order.OwedSince = received;
            return;
        }

        Filled(id, order, row, received);
        if (order.Closing is not null && _orders.ContainsKey(id)) Close(id, order, received);
    }

    /// <summary>An execution that would complete the order, while an amend may have made it larger: first its row must tell.</summary>
    private static bool MustWait(TrackedOrder order, ExecutionRow row)
    {
        if (order.Closing is not null) return false;
        var after = order.Filled + row.Quantity;
        var quantity = order.Intent.Quantity.ToDecimal();
        return after > quantity || (after == quantity && (order.IsUnseen || order.Asked?.Quantity > order.Intent.Quantity));
    }

    private void Release(ClientOrderId id, TrackedOrder order)
    {
        while (order.Held.TryPeek(out var held) && !MustWait(order, held.Row))
        {
            order.Held.Dequeue();
            Filled(id, order, held.Row, held.Received);
        }
    }

    private void Filled(ClientOrderId id, TrackedOrder order, ExecutionRow row, Timestamp received)
    {
        order.Filled += row.Quantity;
        if (!order.IsOwed) order.OwedSince = Timestamp.MaxValue;
        holdings.Add(id.Arm, order.Intent.Instrument, row);
        emit(new OrderEvent(OrderEventKind.Filled, id, order.Intent.Instrument, row.Time, received)
        {
            Price = PriceOf(row.Price),
            Quantity = Quantity.FromDecimal(row.Quantity),
            Fee = row.Fee,
            Liquidity = row.IsMaker ? Liquidity.Maker : Liquidity.Taker,
        });
        if (!row.IsMaker) meter.Took(id.Arm, row.Side!.Value, PriceOf(row.Price), Quantity.FromDecimal(row.Quantity), order.Touch);
        if (order.Filled >= order.Intent.Quantity.ToDecimal()) _orders.Remove(id);
        RetryForced();
    }

    private void Close(ClientOrderId id, TrackedOrder order, Timestamp received)
    {
        var row = order.Closing!;
        if (order.Filled < row.FilledQuantity || !_orders.Remove(id)) return;
        // Also where nothing is left: an amend told after the last fill made it complete, and no fill will tell.
        var kind = row.Status == WireOrderStatus.Rejected && order.Filled == 0 ? OrderEventKind.Rejected : OrderEventKind.Cancelled;
        var reason = CloseReasons.Of(row, order.Intent);
        if (reason == OrderRejectReason.SelfMatchPrevented) meter.SelfMatched(id.Arm);
        emit(new OrderEvent(kind, id, order.Intent.Instrument, row.Updated, received) { Reason = reason });
    }

    /// <summary>What the exchange did to the account by itself (liquidation, the stop of last resort) falls on the arms that held that side.</summary>
    private bool Unclaimed(short instrument, ExecutionRow row, Timestamp received)
    {
        if (row.ExecType is not (WireWords.ExecBust or WireWords.ExecAdl) && row.StopOrderType.Length == 0)
        {
            Foreign++;
            return true;
        }

        var rest = _booked.RestOfForced(instrument, row);
        if (rest.Quantity == 0) return false;
        _forced.Add((instrument, rest, received));
        RetryForced();
        return true;
    }

    /// <summary>Shares forced executions as soon as the executions that opened what they close are booked.</summary>
    private void RetryForced()
    {
        for (var i = 0; i < _forced.Count; i++)
        {
            var (instrument, row, received) = _forced[i];
            if (holdings.Reducible(instrument, row.Side!.Value) < row.Quantity) continue;
            _forced.RemoveAt(i--);
            foreach (var word in holdings.Forced(instrument, row, received)) emit(word);
        }
    }
}
