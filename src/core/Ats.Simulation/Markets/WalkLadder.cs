using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>The participants of one instrument: makers on a ladder around the value, and takers who arrive by chance.</summary>
internal sealed class WalkLadder(short index, Instrument rules, WalkCoin coin, double busyness, Rng random)
{
    private const int Depth = 40;
    private const int Maker = 1;
    private const int Taker = 2;
    private readonly Dictionary<long, long> _bids = [];
    private readonly Dictionary<long, long> _asks = [];
    private readonly List<long> _stale = [];
    private readonly long _tick = rules.TickSize.Raw;

    /// <summary>Cancels quotes the value has run over or left behind, and quotes the empty rungs.</summary>
    public void Step(IMarketDesk desk)
    {
        var value = rules.RoundToTick(Price.FromDouble(coin.Value)).Raw;
        var spacing = Spacing(value);
        Requote(desk, Side.Buy, _bids, value - _tick, -spacing);
        Requote(desk, Side.Sell, _asks, value + _tick, spacing);
    }

    public void Take(IMarketDesk desk)
    {
        var wait = random.NextExponential(1);
        for (var mean = 0.5 * busyness; wait < mean; wait += random.NextExponential(1))
        {
            var side = random.NextDouble() < 0.5 ? Side.Buy : Side.Sell;
            var best = side == Side.Buy ? desk.BestAsk(index) : desk.BestBid(index);
            if (best.Price.Raw == 0) continue;
            var far = new Price(best.Price.Raw + (side.Sign() * 20 * Spacing(best.Price.Raw)));
            desk.Place(new ParticipantOrder(index, side, far, Size(1000), TimeInForce.Ioc, Taker));
        }
    }

    public void OnFill(in ParticipantFill fill)
    {
        if (fill.Owner == Maker && fill.Remaining.IsZero) (fill.Side == Side.Buy ? _bids : _asks).Remove(fill.Price.Raw);
    }

    private void Requote(IMarketDesk desk, Side side, Dictionary<long, long> quotes, long nearest, long spacing)
    {
        var sign = side.Sign();
        var farthest = nearest + (spacing * (Depth + 10));
        _stale.Clear();
        foreach (var (price, id) in quotes)
        {
            var tooClose = sign * (price - nearest) > 0;
            var tooFar = sign * (farthest - price) > 0;
            if (!tooClose && !tooFar && random.NextDouble() >= 0.01) continue;
            desk.Cancel(index, id);
            _stale.Add(price);
        }

        foreach (var price in _stale) quotes.Remove(price);
        for (var rung = 0; rung < Depth; rung++)
        {
            // Rungs stand on a fixed grid, so that a small move of the value changes few of them; the nearest price is always quoted.
            var at = rung == 0 ? nearest : Grid(nearest + (spacing * rung), spacing);
            if (at <= 0 || quotes.ContainsKey(at)) continue;
            var id = desk.Place(new ParticipantOrder(index, side, new Price(at), Size(4000 * (1 + (rung / 4))), TimeInForce.PostOnly, Maker));
            if (id > 0) quotes[at] = id;
        }
    }

    private static long Grid(long price, long spacing) => price / Math.Abs(spacing) * Math.Abs(spacing);

    private long Spacing(long price) => Math.Max(1, price / 20_000 / _tick) * _tick;

    /// <summary>A log-normal size worth about <paramref name="notional"/> in quote units.</summary>
    private Quantity Size(double notional)
    {
        var lots = notional * Math.Exp(0.8 * random.NextNormal()) / coin.Value / rules.LotSize.ToDouble();
        return new Quantity(Math.Max(1, (long)lots) * rules.LotSize.Raw);
    }
}
