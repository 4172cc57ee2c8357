using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>One side of the makers' ladder: the orders that rest, best first, brought to the prices that are wanted.</summary>
internal sealed class MakerSide(short instrument, Side side, int rungs)
{
    private readonly int _sign = side.Sign();
    private long[] _prices = new long[rungs];
    private long[] _ids = new long[rungs];
    private long[] _nextPrices = new long[rungs];
    private long[] _nextIds = new long[rungs];
    private int _count;

    public Side Side => side;

    /// <summary>A wanted price is not quoted: its order was filled, or was refused because it would have taken.</summary>
    public bool HasHoles { get; private set; } = true;

    public bool Forget(long id)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_ids[i] != id) continue;
            _ids[i] = 0;
            HasHoles = true;
            return true;
        }

        return false;
    }

    /// <summary>Cancels what stands at no wanted price.</summary>
    public void Thin(IMarketDesk desk, ReadOnlySpan<long> wanted)
    {
        var (kept, w) = (0, 0);
        for (var i = 0; i < _count; i++)
        {
            while (w < wanted.Length && _sign * (wanted[w] - _prices[i]) > 0) w++;
            if (_ids[i] == 0) continue;
            if (w < wanted.Length && wanted[w] == _prices[i]) (_prices[kept], _ids[kept++]) = (_prices[i], _ids[i]);
            else desk.Cancel(instrument, _ids[i]);
        }

        _count = kept;
    }

    /// <summary>Quotes the wanted prices that have no order; call after <see cref="Thin"/> with the same prices.</summary>
    public void Fill(IMarketDesk desk, ReadOnlySpan<long> wanted, QuoteSizes sizes)
    {
        var (held, count) = (0, 0);
        for (var rung = 0; rung < wanted.Length; rung++)
        {
            var id = held < _count && _prices[held] == wanted[rung] ? _ids[held++] : Place(desk, wanted[rung], sizes.Next(side, rung));
            if (id == 0) continue;
            (_nextPrices[count], _nextIds[count++]) = (wanted[rung], id);
        }

        HasHoles = count < wanted.Length;
        _count = count;
        (_prices, _nextPrices) = (_nextPrices, _prices);
        (_ids, _nextIds) = (_nextIds, _ids);
    }

    /// <summary>Replaces one order by one of a new size, at the back of the queue.</summary>
    public void Refresh(IMarketDesk desk, int rung, QuoteSizes sizes)
    {
        if (rung >= _count || _ids[rung] == 0) return;
        desk.Cancel(instrument, _ids[rung]);
        _ids[rung] = Place(desk, _prices[rung], sizes.Next(side, rung));
        HasHoles |= _ids[rung] == 0;
    }

    public void CancelAll(IMarketDesk desk)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_ids[i] != 0) desk.Cancel(instrument, _ids[i]);
        }

        _count = 0;
        HasHoles = true;
    }

    private long Place(IMarketDesk desk, long price, Quantity quantity) =>
        desk.Place(new ParticipantOrder(instrument, side, new Price(price), quantity, TimeInForce.PostOnly, Participants.Maker));
}
