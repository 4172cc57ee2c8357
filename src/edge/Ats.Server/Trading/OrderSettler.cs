using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Server.Live;

namespace Ats.Server.Trading;

/// <summary>
/// Asks the exchange about an order until it is known what became of it: open as we believe, closed with all its executions, or never taken
/// (not found a good while after its request was last under way). Cancels in doubt are repeated; an amend in doubt ends by the row or by time.
/// </summary>
internal sealed class OrderSettler(IReadOnlyList<Instrument> instruments, BybitRest rest, OrderLinks links, OrderTracker tracker, TimeProvider time, ContestTiming timing, CancellationToken stop)
{
    private Timestamp Now => Timestamp.FromDateTime(time.GetUtcNow());

    /// <summary>Asks in the background; once at a time for each order.</summary>
    public void Chase(ClientOrderId id)
    {
        if (tracker.StartChase(id)) _ = ChaseAsync(id);
    }

    /// <summary>Fetches executions the stream has not brought; false when the exchange did not answer.</summary>
    public async Task<bool> BringExecutionsAsync(Instrument instrument, Timestamp since)
    {
        var rows = await rest.Orders.ExecutionsSinceAsync(BybitGateway.CategoryOf(instrument), instrument.Id.Symbol, since, stop).ConfigureAwait(false);
        if (rows is not Outcome<IReadOnlyList<ExecutionRow>>.Ok ok) return false;
        foreach (var row in ok.Value) tracker.OnExecution(row, Now);
        return true;
    }

    private async Task ChaseAsync(ClientOrderId id)
    {
        try
        {
            var wait = timing.SettleFirst;
            do
            {
                await Task.Delay(wait, time, stop).ConfigureAwait(false);
                wait = wait * 2 < timing.SettleLongest ? wait * 2 : timing.SettleLongest;
            }
            while (!await AskAsync(id).ConfigureAwait(false));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The run is over; the next one asks again.
        }
        finally
        {
            tracker.EndChase(id);
        }
    }

    /// <summary>True when nothing about the order is in doubt any more.</summary>
    private async Task<bool> AskAsync(ClientOrderId id)
    {
        if (tracker.Find(id) is not { } order) return true;
        if (order.IsLeaving) return false;
        var instrument = instruments[order.Intent.Instrument];
        var key = new OrderKey(BybitGateway.CategoryOf(instrument), instrument.Id.Symbol, OrderLinkId: links.Of(id));
        var asked = Now;
        var found = await rest.Orders.FindAsync(key, stop).ConfigureAwait(false);
        if (found is not Outcome<OrderRow?>.Ok ok) return false;
        if (ok.Value is not { } row)
        {
            if (asked - order.SentAt > Nanoseconds(timing.LostAfter)) tracker.Rejected(id, OrderRejectReason.Other, Now);
            return false;
        }

        tracker.OnOrder(row, Now);
        if (tracker.Find(id) is null) return true;
        if (order.IsOwed) await BringExecutionsAsync(instrument, row.Created).ConfigureAwait(false);
        if (row.IsClosed) return false;
        if (order.CancelAsked) await rest.Orders.CancelAsync(key, id.Arm + 1, stop).ConfigureAwait(false);
        if (order.Asked is not null && asked - order.AskedAt > Nanoseconds(timing.LostAfter)) tracker.AmendRefused(id, OrderRejectReason.Other, Now);
        return !order.CancelAsked && !order.IsOwed && order.Asked is null;
    }

    private static long Nanoseconds(TimeSpan span) => span.Ticks * 100;
}
