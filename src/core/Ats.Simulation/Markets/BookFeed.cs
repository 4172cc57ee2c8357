using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>Tells the best levels of one book as messages of level events: what changed since the last message, or a snapshot where that is shorter.</summary>
internal sealed class BookFeed(short instrument, int levels)
{
    private readonly List<MarketEvent> _changes = [];
    private (BookLevel[] Levels, int Count) _bids = (new BookLevel[levels], 0);
    private (BookLevel[] Levels, int Count) _asks = (new BookLevel[levels], 0);
    private (BookLevel[] Levels, int Count) _newBids = (new BookLevel[levels], 0);
    private (BookLevel[] Levels, int Count) _newAsks = (new BookLevel[levels], 0);
    private bool _begun;

    public void Tell(IMarketDesk desk, Timestamp time, Timestamp received, List<MarketEvent> into)
    {
        _newBids.Count = desk.Levels(instrument, Side.Buy, _newBids.Levels);
        _newAsks.Count = desk.Levels(instrument, Side.Sell, _newAsks.Levels);
        _changes.Clear();
        Compare(Side.Buy, _bids.Levels.AsSpan(0, _bids.Count), _newBids.Levels.AsSpan(0, _newBids.Count), time, received);
        Compare(Side.Sell, _asks.Levels.AsSpan(0, _asks.Count), _newAsks.Levels.AsSpan(0, _newAsks.Count), time, received);
        if (!_begun || _changes.Count > _newBids.Count + _newAsks.Count) Snapshot(time, received);
        (_bids, _newBids) = (_newBids, _bids);
        (_asks, _newAsks) = (_newAsks, _asks);
        if (_changes.Count == 0) return;
        _begun = true;
        _changes[^1] = _changes[^1] with { Flags = _changes[^1].Flags | MarketEventFlags.Last };
        into.AddRange(_changes);
    }

    private void Snapshot(Timestamp time, Timestamp received)
    {
        _changes.Clear();
        foreach (ref readonly var level in _newBids.Levels.AsSpan(0, _newBids.Count)) Add(Side.Buy, level, time, received, MarketEventFlags.Snapshot);
        foreach (ref readonly var level in _newAsks.Levels.AsSpan(0, _newAsks.Count)) Add(Side.Sell, level, time, received, MarketEventFlags.Snapshot);
        if (_changes.Count > 0) _changes[0] = _changes[0] with { Flags = _changes[0].Flags | MarketEventFlags.Clear };
    }

    /// <summary>Walks two lists together, both best first.</summary>
    private void Compare(Side side, ReadOnlySpan<BookLevel> before, ReadOnlySpan<BookLevel> after, Timestamp time, Timestamp received)
    {
        var (b, a) = (0, 0);
        while (b < before.Length || a < after.Length)
        {
            var order = b == before.Length ? -1 : a == after.Length ? 1 : side.Sign() * before[b].Price.CompareTo(after[a].Price);
            if (order > 0) Add(side, before[b] with { Quantity = default }, time, received, MarketEventFlags.None);
            else if (order < 0 || before[b] != after[a]) Add(side, after[a], time, received, MarketEventFlags.None);
            if (order >= 0) b++;
            if (order <= 0) a++;
        }
    }

    private void Add(Side side, BookLevel level, Timestamp time, Timestamp received, MarketEventFlags flags) =>
        _changes.Add(MarketEvent.FromBookLevel(instrument, time, received, side, level.Price, level.Quantity, flags));
}
