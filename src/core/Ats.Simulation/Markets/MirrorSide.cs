using System.Runtime.InteropServices;
using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// One side of a book that follows given levels: what is too much is reduced from the back of the queue, what is missing joins at the back,
/// so that accounts keep the places they have earned.
/// </summary>
internal sealed class MirrorSide(short instrument, Side side, Quantity lot, Quantity mostAnOrder)
{
    private readonly int _sign = side.Sign();
    private readonly List<MirrorLevel> _levels = [];

    public void OnFill(in ParticipantFill fill)
    {
        foreach (var level in _levels)
        {
            if (level.Price != fill.Price.Raw) continue;
            var orders = CollectionsMarshal.AsSpan(level.Orders);
            for (var i = 0; i < orders.Length; i++)
            {
                if (orders[i].Id != fill.Id) continue;
                level.Quantity -= fill.Quantity.Raw;
                if (fill.Remaining.IsZero) level.Orders.RemoveAt(i);
                else orders[i].Left = fill.Remaining.Raw;
                return;
            }
        }
    }

    /// <summary>Takes away what is more than wanted; the wanted levels are sorted, best first.</summary>
    public void Thin(IMarketDesk desk, ReadOnlySpan<BookLevel> wanted)
    {
        var (kept, w) = (0, 0);
        for (var i = 0; i < _levels.Count; i++)
        {
            var level = _levels[i];
            while (w < wanted.Length && _sign * (wanted[w].Price.Raw - level.Price) > 0) w++;
            var target = w < wanted.Length && wanted[w].Price.Raw == level.Price ? Lots(wanted[w].Quantity.Raw) : 0;
            Lower(desk, level, target);
            if (level.Orders.Count > 0) _levels[kept++] = level;
        }

        _levels.RemoveRange(kept, _levels.Count - kept);
    }

    /// <summary>Adds what is missing; a price that would take is left out until next time.</summary>
    public void Fill(IMarketDesk desk, ReadOnlySpan<BookLevel> wanted)
    {
        var at = 0;
        foreach (ref readonly var target in wanted)
        {
            while (at < _levels.Count && _sign * (_levels[at].Price - target.Price.Raw) > 0) at++;
            var found = at < _levels.Count && _levels[at].Price == target.Price.Raw;
            var missing = Lots(target.Quantity.Raw) - (found ? _levels[at].Quantity : 0);
            if (missing <= 0) continue;
            if (!found) _levels.Insert(at, new MirrorLevel(target.Price.Raw));
            Add(desk, _levels[at], missing);
            if (_levels[at].Orders.Count == 0) _levels.RemoveAt(at);
        }
    }

    public void CancelAll(IMarketDesk desk)
    {
        foreach (var level in _levels) Lower(desk, level, 0);
        _levels.Clear();
    }

    private long Lots(long raw) => raw / lot.Raw * lot.Raw;

    private void Add(IMarketDesk desk, MirrorLevel level, long missing)
    {
        while (missing > 0)
        {
            var quantity = mostAnOrder.IsZero ? missing : Math.Min(missing, mostAnOrder.Raw);
            var id = desk.Place(new ParticipantOrder(instrument, side, new Price(level.Price), new Quantity(quantity), TimeInForce.PostOnly, Participants.Maker));
            if (id == 0) return;
            level.Orders.Add((id, quantity));
            level.Quantity += quantity;
            missing -= quantity;
        }
    }

    private void Lower(IMarketDesk desk, MirrorLevel level, long target)
    {
        while (level.Quantity > target && level.Orders.Count > 0)
        {
            var (id, left) = level.Orders[^1];
            var by = Math.Min(left, level.Quantity - target);
            desk.Reduce(instrument, id, new Quantity(by));
            level.Quantity -= by;
            if (by == left) level.Orders.RemoveAt(level.Orders.Count - 1);
            else level.Orders[^1] = (id, left - by);
        }
    }
}
