using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// One instrument of a replayed tape. A recorded book is mirrored; without one an assumed ladder stands around the last trade or behind the
/// last quote. Recorded trades come as taker orders at their price; what of them the book cannot serve meets an order made for it.
/// </summary>
internal sealed class ReplayVenue
{
    private readonly short _index;
    private readonly ReplaySettings _settings;
    private readonly OrderBook _book = new();
    private readonly MirrorSide _bids;
    private readonly MirrorSide _asks;
    private readonly BookLevel[] _wantedBids;
    private readonly BookLevel[] _wantedAsks;
    private Price _bestBid;
    private Price _bestAsk;
    private (Quantity Bid, Quantity Ask) _bestSizes;
    private bool _hasBook;
    private bool _hasQuotes;
    private bool _changed;
    private long _taken;

    public ReplayVenue(short index, Instrument rules, ReplaySettings settings)
    {
        _index = index;
        _settings = settings;
        Rules = rules;
        _bids = new MirrorSide(index, Side.Buy, rules.LotSize, rules.MaxQuantity);
        _asks = new MirrorSide(index, Side.Sell, rules.LotSize, rules.MaxQuantity);
        (_wantedBids, _wantedAsks) = (new BookLevel[settings.Levels], new BookLevel[settings.Levels]);
    }

    public Instrument Rules { get; }

    /// <summary>Last recorded trade, or the middle of the recorded best prices before the first one.</summary>
    public Price Last { get; private set; }

    public Price Index { get; private set; }

    public decimal FundingRate { get; private set; } = 0.0001m;

    /// <summary>Recorded trades left out because the other side already stands past their price: accounts' orders, or a recorded book that was ahead of its trades.</summary>
    public long DroppedTrades { get; private set; }

    /// <summary>Forgets the tape; the book is emptied of participants.</summary>
    public void Reset(IMarketDesk desk)
    {
        _bids.CancelAll(desk);
        _asks.CancelAll(desk);
        _book.Clear();
        (_bestBid, _bestAsk, _hasBook, _hasQuotes, _changed) = (default, default, false, false, false);
    }

    /// <summary>Takes in one recorded event; trades are carried out at once if there is a desk.</summary>
    public void Apply(in MarketEvent e, IMarketDesk? desk)
    {
        switch (e.Kind)
        {
            case MarketEventKind.BookLevel:
                _book.Apply(e);
                _hasBook = true;
                _changed = true;
                if (Last.Raw == 0 && !double.IsNaN(_book.Mid)) Last = Rules.RoundToTick(Price.FromDouble(_book.Mid));
                break;
            case MarketEventKind.Quote when !_hasBook:
                (_bestBid, _bestAsk, _hasQuotes, _changed) = (new Price(e.A), new Price(e.C), true, true);
                _bestSizes = (e.Flags & MarketEventFlags.AggregatedSize) != 0 ? default : (new Quantity(e.B), new Quantity(e.D));
                if (Last.Raw == 0) Last = _bestBid;
                break;
            case MarketEventKind.Trade:
                Trade(e, desk);
                break;
            case MarketEventKind.Mark:
                Index = new Price(e.B > 0 ? e.B : e.A);
                break;
            case MarketEventKind.Funding:
                FundingRate = e.AsFunding().Rate;
                break;
        }
    }

    /// <summary>Brings the book to what the tape last said.</summary>
    public void Follow(IMarketDesk desk)
    {
        var bids = _wantedBids.AsSpan(0, Want(Side.Buy, _wantedBids));
        var asks = _wantedAsks.AsSpan(0, Want(Side.Sell, _wantedAsks));
        _changed = false;
        _bids.Thin(desk, bids);
        _asks.Thin(desk, asks);
        if (asks.Length > 0) TakeThrough(desk, Side.Sell, desk.BestBid(_index).Price, asks[0].Price);
        if (bids.Length > 0) TakeThrough(desk, Side.Buy, desk.BestAsk(_index).Price, bids[0].Price);
        _bids.Fill(desk, bids);
        _asks.Fill(desk, asks);
    }

    public void OnFill(in ParticipantFill fill)
    {
        if (fill.Owner == Participants.Taker) _taken += fill.Quantity.Raw;
        else if (fill.Liquidity == Liquidity.Maker) (fill.Side == Side.Buy ? _bids : _asks).OnFill(fill);
    }

    private void Trade(in MarketEvent e, IMarketDesk? desk)
    {
        Last = new Price(e.A);
        if (!_hasBook && !_hasQuotes)
        {
            var spread = Math.Max(Rules.TickSize.Raw, Ticks(_settings.SpreadBp));
            (_bestBid, _bestAsk) = e.TakerSide == Side.Buy ? (new Price(e.A - spread), Last) : (Last, new Price(e.A + spread));
            _changed = true;
        }

        if (desk is null) return;
        if (_changed) Follow(desk);
        var missing = e.B / Rules.LotSize.Raw * Rules.LotSize.Raw;
        missing -= Take(desk, e.TakerSide, Last, missing);
        if (missing <= 0) return;
        var id = desk.Place(new ParticipantOrder(_index, e.TakerSide.Opposite(), Last, new Quantity(missing), TimeInForce.PostOnly, Participants.Arbitrageur));
        if (id == 0) DroppedTrades++;
        else if (Take(desk, e.TakerSide, Last, missing) < missing) desk.Cancel(_index, id);
    }

    /// <summary>Sends a taker order; returns what it got.</summary>
    private long Take(IMarketDesk desk, Side side, Price limit, long quantity)
    {
        _taken = 0;
        if (quantity > 0 && limit.Raw > 0) desk.Place(new ParticipantOrder(_index, side, limit, new Quantity(quantity), TimeInForce.Ioc, Participants.Taker));
        return _taken;
    }

    /// <summary>Takes accounts' orders that the recorded market has run through.</summary>
    private void TakeThrough(IMarketDesk desk, Side side, Price standing, Price recorded)
    {
        Span<BookLevel> levels = stackalloc BookLevel[16];
        if (standing.Raw == 0 || side.Sign() * (recorded.Raw - standing.Raw) < 0) return;
        foreach (ref readonly var level in levels[..desk.Levels(_index, side.Opposite(), levels)])
        {
            if (side.Sign() * (recorded.Raw - level.Price.Raw) < 0) break;
            for (var left = level.Quantity.Raw; left > 0;)
            {
                var quantity = Rules.MaxQuantity.IsZero ? left : Math.Min(left, Rules.MaxQuantity.Raw);
                Take(desk, side, level.Price, quantity);
                left -= quantity;
            }
        }
    }

    private int Want(Side side, BookLevel[] into)
    {
        if (_hasBook)
        {
            var recorded = _book.Levels(side, into.Length);
            recorded.CopyTo(into);
            return recorded.Length;
        }

        var best = side == Side.Buy ? _bestBid.Raw : _bestAsk.Raw;
        if (best <= 0) return 0;
        var grid = Math.Max(Rules.TickSize.Raw, Ticks(_settings.SpacingBp));
        var known = side == Side.Buy ? _bestSizes.Bid : _bestSizes.Ask;
        var assumed = new Quantity((long)(_settings.LevelNotional / (best / (double)Price.Scale) * Quantity.Scale));
        into[0] = new BookLevel(new Price(best), _hasQuotes && !known.IsZero ? known : assumed);
        var at = side == Side.Buy ? (((best + grid - 1) / grid) - 1) * grid : ((best / grid) + 1) * grid;
        var count = 1;
        for (; count < into.Length && at > 0; count++, at -= side.Sign() * grid) into[count] = new BookLevel(new Price(at), assumed);
        return count;
    }

    private long Ticks(double bp) => (long)(Last.Raw * bp * 1e-4) / Rules.TickSize.Raw * Rules.TickSize.Raw;
}
