using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Simulation.Markets;

/// <summary>
/// The smallest exchange around a market source: one matching engine an instrument, participants, and accounts without money (for backtests,
/// tests and analysis). Trades are collected until <see cref="ClearTrades"/>.
/// </summary>
public sealed class BookDesk : IMarketDesk
{
    /// <summary>Owners from this number on are accounts.</summary>
    public const int FirstAccountOwner = 1024;
    private readonly IMarketSource _source;
    private readonly MatchingEngine[] _books;
    private readonly List<MarketEvent> _trades = [];
    private long _lastId;
    private long _lastTrade;

    public BookDesk(IMarketSource source)
    {
        _source = source;
        _books = source.Instruments.Select(i => new MatchingEngine(MatchingRules.Of(i))).ToArray();
    }

    /// <summary>Trades since the last clearing, in order; their times are <see cref="Now"/>.</summary>
    public IReadOnlyList<MarketEvent> Trades => _trades;

    /// <summary>Price levels whose total changed since birth.</summary>
    public long LevelChanges { get; private set; }

    public Timestamp Now { get; private set; }

    public void Open(MarketOpening opening)
    {
        Now = opening.Now;
        _source.Open(opening, this);
    }

    /// <summary>Runs every step due until a moment, that moment included.</summary>
    public void RunTo(Timestamp until)
    {
        while (_source.NextStep <= until) Step();
    }

    public void Step()
    {
        Now = _source.NextStep;
        _source.Step(Now, this);
    }

    public void ClearTrades() => _trades.Clear();

    public long Place(in ParticipantOrder order) => Place(order.Instrument, order.Owner, order.Side, order.Price, order.Quantity, order.TimeInForce);

    /// <summary>Places a limit order of an account; like <see cref="Place(in ParticipantOrder)"/>.</summary>
    public long PlaceForAccount(short instrument, Side side, Price price, Quantity quantity, TimeInForce timeInForce) =>
        Place(instrument, FirstAccountOwner, side, price, quantity, timeInForce);

    public bool Cancel(short instrument, long id)
    {
        var events = _books[instrument].Cancel(id);
        var done = events.Length > 0 && events[0].Kind == MatchingEventKind.Cancelled;
        Book(instrument, events);
        return done;
    }

    public bool Reduce(short instrument, long id, Quantity by)
    {
        var book = _books[instrument];
        if (!book.TryFind(id, out var order)) return false;
        Book(instrument, by >= order.Remaining ? book.Cancel(id) : book.Amend(new OrderAmendment(id, default, order.Order.Quantity - by)));
        return true;
    }

    public BookLevel BestBid(short instrument) => _books[instrument].BestBid;

    public BookLevel BestAsk(short instrument) => _books[instrument].BestAsk;

    public int Levels(short instrument, Side side, Span<BookLevel> levels) => _books[instrument].Depth(side, levels);

    /// <summary>Middle of the best prices in quote units; NaN while a side is empty.</summary>
    public double Mid(short instrument)
    {
        var (bid, ask) = (BestBid(instrument).Price.Raw, BestAsk(instrument).Price.Raw);
        return bid > 0 && ask > 0 ? ((double)bid + ask) / 2 / Price.Scale : double.NaN;
    }

    /// <summary>What is left of an order; zero when it is gone.</summary>
    public Quantity Remaining(short instrument, long id) => _books[instrument].TryFind(id, out var order) ? order.Remaining : default;

    private long Place(short instrument, int owner, Side side, Price price, Quantity quantity, TimeInForce timeInForce)
    {
        var id = ++_lastId;
        var events = _books[instrument].Place(new NewOrder(id, owner, side, OrderType.Limit, timeInForce, quantity, price));
        var ended = events.Length > 0 && events[0].Kind == MatchingEventKind.Rejected;
        foreach (ref readonly var e in events)
        {
            if (e.OrderId == id && (e.Kind == MatchingEventKind.Cancelled || (e.Kind == MatchingEventKind.Trade && e.Remaining.IsZero))) ended = true;
        }

        Book(instrument, events);
        return ended ? 0 : id;
    }

    private void Book(short instrument, ReadOnlySpan<MatchingEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (e.Kind == MatchingEventKind.Level) LevelChanges++;
            if (e.Kind != MatchingEventKind.Trade) continue;
            _trades.Add(MarketEvent.FromTrade(instrument, Now, Now, e.Price, e.Quantity, e.Side, ++_lastTrade));
            var (takerIsAccount, makerIsAccount) = (e.Owner >= FirstAccountOwner, e.MakerOwner >= FirstAccountOwner);
            if (!takerIsAccount) _source.OnFill(new ParticipantFill(instrument, e.OrderId, e.Owner, e.Side, e.Price, e.Quantity, e.Remaining, Liquidity.Taker, makerIsAccount));
            if (!makerIsAccount) _source.OnFill(new ParticipantFill(instrument, e.MakerId, e.MakerOwner, e.Side.Opposite(), e.Price, e.Quantity, e.MakerRemaining, Liquidity.Maker, takerIsAccount));
        }
    }
}
