using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// The makers of one instrument. They quote around the centre they are told and follow it only when it has left a small band, so quiet
/// moments keep their quotes; every step some quotes are replaced by new sizes. Foreign quotes on the wrong side of the centre are taken
/// by an arbitrageur, a limited amount a step.
/// </summary>
internal sealed class MakerLadder(short instrument, Instrument rules, QuoteSizes sizes, double arbitrageNotional, Rng random)
{
    private const double BandBp = 0.15;
    private const double BurstKeep = 0.85;
    private readonly QuoteRungs _rungs = new(rules);
    private readonly MakerSide _bids = new(instrument, Side.Buy, QuoteRungs.Count);
    private readonly MakerSide _asks = new(instrument, Side.Sell, QuoteRungs.Count);
    private readonly long[] _wantedBids = new long[QuoteRungs.Count];
    private readonly long[] _wantedAsks = new long[QuoteRungs.Count];
    private readonly long _tick = rules.TickSize.Raw;
    private int _bidCount;
    private int _askCount;
    private double _burst;
    private int _gap;

    /// <summary>What the standing quotes are centred on, in quote units.</summary>
    public double Centre { get; private set; }

    /// <summary>Widens the spread by some ticks on each side; it narrows again within a second or so.</summary>
    public void Widen(double ticks) => _burst = Math.Max(_burst, ticks);

    public void Forget(Side side, long id) => (side == Side.Buy ? _bids : _asks).Forget(id);

    public void CancelAll(IMarketDesk desk)
    {
        _bids.CancelAll(desk);
        _asks.CancelAll(desk);
        Centre = 0;
    }

    public void Quote(IMarketDesk desk, CoinState coin, double value)
    {
        _burst *= BurstKeep;
        sizes.Prepare(coin, value);
        var gap = (int)_burst;
        var moved = Math.Abs(value - Centre) > BandBp * 1e-4 * value || gap != _gap;
        if (moved) Want(value, gap);
        if (moved || _bids.HasHoles || _asks.HasHoles)
        {
            _bids.Thin(desk, _wantedBids.AsSpan(0, _bidCount));
            _asks.Thin(desk, _wantedAsks.AsSpan(0, _askCount));
            Arbitrage(desk, Side.Buy);
            Arbitrage(desk, Side.Sell);
            _bids.Fill(desk, _wantedBids.AsSpan(0, _bidCount), sizes);
            _asks.Fill(desk, _wantedAsks.AsSpan(0, _askCount), sizes);
        }

        RefreshSome(desk, _bids);
        RefreshSome(desk, _asks);
    }

    private void Want(double value, int gap)
    {
        if (Math.Abs(value - Centre) > BandBp * 1e-4 * value) Centre = value;
        _gap = gap;
        var bid = (long)Math.Floor(Centre * Price.Scale / _tick) * _tick;
        _bidCount = _rungs.Write(Side.Buy, bid - (gap * _tick), _wantedBids);
        _askCount = _rungs.Write(Side.Sell, bid + ((1 + gap) * _tick), _wantedAsks);
    }

    /// <summary>Buys asks at or below the wanted best bid (sells to bids at or above the wanted best ask).</summary>
    private void Arbitrage(IMarketDesk desk, Side side)
    {
        var limit = side == Side.Buy ? _wantedBids[0] : _wantedAsks[0];
        var foreign = side == Side.Buy ? desk.BestAsk(instrument) : desk.BestBid(instrument);
        if (foreign.Price.Raw == 0 || limit <= 0 || side.Sign() * (limit - foreign.Price.Raw) < 0) return;
        var lots = (long)Math.Max(1, arbitrageNotional / Centre / rules.LotSize.ToDouble());
        desk.Place(new ParticipantOrder(instrument, side, new Price(limit), new Quantity(lots * rules.LotSize.Raw), TimeInForce.Ioc, Participants.Arbitrageur));
    }

    private void RefreshSome(IMarketDesk desk, MakerSide side)
    {
        if (random.NextDouble() < 0.5) side.Refresh(desk, 0, sizes);
        side.Refresh(desk, 1 + random.Next(QuoteRungs.Near - 1), sizes);
        side.Refresh(desk, QuoteRungs.Near + random.Next(QuoteRungs.Middle), sizes);
        if (random.NextDouble() < 0.2) side.Refresh(desk, QuoteRungs.Near + QuoteRungs.Middle + random.Next(QuoteRungs.Far), sizes);
    }
}
