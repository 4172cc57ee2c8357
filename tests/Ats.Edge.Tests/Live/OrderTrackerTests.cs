using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Server.Trading;
using CsCheck;

namespace Ats.Edge.Tests.Live;

public sealed class OrderTrackerTests
{
    private static readonly Instrument Linear = Ats.Simulation.Markets.StandardInstruments.Create()[0];
    private static readonly OrderIntent Market = new(new ClientOrderId(0, 1), 0, Side.Buy, OrderType.Market, TimeInForce.Ioc, Quantity.FromDecimal(0.5m), Price.Zero, Price.FromDecimal(100), default);
    private readonly List<OrderEvent> _words = [];
    private readonly InterferenceMeter _meter = new();
    private readonly NetHoldings _holdings = new(3, [Linear]);
    private readonly OrderTracker _tracker;

    public OrderTrackerTests() => _tracker = new OrderTracker(new OrderLinks("abcdefgh"), s => (short)(s.Symbol == "BTCUSDT" ? 0 : -1), _holdings, (_, _) => { }, _words.Add, _meter);

    [Fact]
    public void Any_interleaving_duplication_loss_and_reordering_gives_each_fill_once_and_the_end_last() => Gen.ULong.Sample(
        seed =>
        {
            var history = new TrackedHistory(seed);
            history.Deliver();
            var fills = history.Words.Where(w => w.Kind == OrderEventKind.Filled).ToList();
            Assert.Equal(
                history.Executions.Select(e => (e.Time, Quantity.FromDecimal(e.Quantity))).OrderBy(e => e.Time).ThenBy(e => e.Item2.Raw),
                fills.Select(f => (f.ExchangeTime, f.Quantity)).OrderBy(f => f.ExchangeTime).ThenBy(f => f.Quantity.Raw));
            Assert.Equal(history.Signed, history.Holdings.Of(1, 0));
            Assert.Equal(0, history.Tracker.Working);
            Assert.Equal(0, history.Tracker.Orphans);
            EndsOnceAndLast(history.Words, history);
        },
        iter: 20_000);

    [Fact]
    public void An_order_closed_at_the_exchange_ends_here_only_after_its_executions()
    {
        Send(Market);
        _tracker.OnOrder(Row(WireOrderStatus.Cancelled, 0.3m), default);
        Assert.Empty(_words);
        _tracker.OnExecution(Execution("1", 0.3m), default);
        Assert.Equal([OrderEventKind.Filled, OrderEventKind.Cancelled], _words.Select(w => w.Kind));
        Assert.Equal(0, _tracker.Working);
    }

    [Fact]
    public void An_unknown_outcome_ends_nothing_and_an_execution_outweighs_a_refusal()
    {
        Send(Market);
        _tracker.Lost(Market.Id, default);
        Assert.Equal(1, _tracker.Working);
        _tracker.OnExecution(Execution("1", 0.2m), default);
        _tracker.Rejected(Market.Id, OrderRejectReason.Other, default);
        Assert.Equal([OrderEventKind.Lost, OrderEventKind.Filled], _words.Select(w => w.Kind));
        Assert.Equal(1, _tracker.Working);
    }

    [Fact]
    public void An_order_that_has_ended_here_may_not_leave_any_more_and_none_leaves_twice()
    {
        _tracker.Add(in Market, default);
        _tracker.Rejected(Market.Id, OrderRejectReason.Other, default);
        Assert.False(_tracker.StartSending(Market.Id));
        var second = Market with { Id = new ClientOrderId(0, 2) };
        _tracker.Add(in second, default);
        Assert.True(_tracker.StartSending(second.Id));
        Assert.False(_tracker.StartSending(second.Id));
    }

    [Fact]
    public void A_fill_that_completes_an_order_waits_for_the_amend_that_may_have_made_it_larger()
    {
        var quote = Market with { Type = OrderType.Limit, Price = Price.FromDecimal(100) };
        Send(quote);
        var larger = quote with { Quantity = Quantity.FromDecimal(0.8m) };
        _tracker.AmendAsked(in larger, default);
        _tracker.OnExecution(Execution("1", 0.5m), default);
        Assert.Empty(_words);
        _tracker.OnOrder(Row(WireOrderStatus.PartiallyFilled, 0.5m) with { OrderType = OrderType.Limit, Price = 100, Quantity = 0.8m }, default);
        _tracker.OnExecution(Execution("2", 0.3m), default);
        Assert.Equal([OrderEventKind.Accepted, OrderEventKind.Amended, OrderEventKind.Filled, OrderEventKind.Filled], _words.Select(w => w.Kind));
        Assert.Equal(0, _tracker.Working);
    }

    [Fact]
    public void What_an_earlier_run_booked_is_not_booked_again_and_the_rest_of_a_shared_word_is()
    {
        _holdings.Add(0, 0, Side.Buy, 1m);
        _holdings.Add(1, 0, Side.Buy, 2m);
        var at = Timestamp.FromMilliseconds(5);
        var fill = new OrderEvent(OrderEventKind.Filled, Market.Id, 0, at, at) { Price = Price.FromDecimal(100), Quantity = Quantity.FromDecimal(0.2m) };
        var stop = fill with { Order = new ClientOrderId(0, 0), Quantity = Quantity.FromDecimal(1), Fee = 0.1m };
        var funding = new OrderEvent(OrderEventKind.Funding, new ClientOrderId(0, 0), 0, at, at) { Fee = 0.4m };
        _tracker.Booked([fill, stop, funding]);
        _tracker.TakeOver(in Market, default, Quantity.FromDecimal(0.2m));
        Assert.False(_tracker.OnExecution(Execution("1", 0.2m), default));
        Assert.True(_tracker.OnExecution(Execution("2", 3m) with { OrderLinkId = "", StopOrderType = "StopLoss", Side = Side.Sell, Fee = 0.3m }, default));
        Assert.True(_tracker.OnExecution(Execution("3", 3m) with { OrderLinkId = "", ExecType = WireWords.ExecFunding, Fee = 1.5m, FeeRate = 0.0001m }, default));
        Assert.Equal(2m, _words.Where(w => w.Kind == OrderEventKind.Filled).Sum(w => w.Quantity.ToDecimal()));
        Assert.Equal(0.2m, _words.Where(w => w.Kind == OrderEventKind.Filled).Sum(w => w.Fee));
        Assert.Equal(1.1m, _words.Where(w => w.Kind == OrderEventKind.Funding).Sum(w => w.Fee));
    }

    [Fact]
    public void A_forced_execution_that_overtakes_the_fill_it_closes_waits_for_it()
    {
        Send(Market);
        _tracker.OnExecution(Execution("2", 0.5m) with { OrderLinkId = "", StopOrderType = "StopLoss", Side = Side.Sell }, default);
        Assert.Empty(_words);
        _tracker.OnExecution(Execution("1", 0.5m), default);
        Assert.Equal(2, _words.Count);
        Assert.Equal(0m, _tracker.NetOf(0));
    }

    [Fact]
    public void Strangers_are_counted_and_told_to_nobody_and_self_match_cancels_are_counted_by_arm()
    {
        Send(Market);
        _tracker.OnExecution(Execution("1", 0.1m) with { OrderLinkId = "somebody-else" }, default);
        Assert.Equal((1, 0), (_tracker.Foreign, _words.Count));
        _tracker.OnOrder(Row(WireOrderStatus.Cancelled, 0) with { CancelType = "CancelBySmp" }, default);
        Assert.Equal(OrderRejectReason.SelfMatchPrevented, _words[^1].Reason);
        Assert.Equal(1, _meter.Views(["a"])[0].SelfMatchCancels);
    }

    private static void EndsOnceAndLast(List<OrderEvent> words, TrackedHistory history)
    {
        // As the engine does: complete, cancelled or rejected is the end.
        var quantity = history.First.Quantity.Raw;
        var filled = 0L;
        var ended = 0;
        foreach (var word in words)
        {
            Assert.True(ended == 0, $"{word.Kind} after the end: {string.Join(", ", words.Select(w => $"{w.Kind} {w.Quantity}"))} of {string.Join(", ", history.Executions.Select(e => e.Quantity))}");
            if (word.Kind == OrderEventKind.Amended) quantity = word.Quantity.Raw;
            if (word.Kind == OrderEventKind.Filled) filled += word.Quantity.Raw;
            if (word.Kind is OrderEventKind.Cancelled or OrderEventKind.Rejected || (word.Kind == OrderEventKind.Filled && filled >= quantity)) ended++;
        }

        Assert.Equal(1, ended);
    }

    private void Send(in OrderIntent intent)
    {
        _tracker.Add(in intent, default);
        Assert.True(_tracker.StartSending(intent.Id));
        _tracker.EndSending(intent.Id, default);
    }

    private static OrderRow Row(WireOrderStatus status, decimal filled) => new()
    {
        Symbol = "BTCUSDT", OrderId = "x", OrderLinkId = "abcdefgh-0-1", OrderType = OrderType.Market, Status = status, Quantity = 0.5m, FilledQuantity = filled, Updated = Timestamp.FromMilliseconds(9),
    };

    private static ExecutionRow Execution(string id, decimal quantity) => new()
    {
        Symbol = "BTCUSDT", ExecId = id, OrderLinkId = "abcdefgh-0-1", Side = Side.Buy, Price = 100, Quantity = quantity, ExecType = WireWords.ExecTrade, Time = Timestamp.FromMilliseconds(5),
    };
}
