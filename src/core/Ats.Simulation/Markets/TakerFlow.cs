using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// Those who take: by chance, as slices of large parent orders (signs with a long memory), after the flow, and with the move of the moment.
/// Sizes are log-normal with a heavy tail; a jump of the value sweeps the book up to its new place.
/// </summary>
internal sealed class TakerFlow(short instrument, Instrument rules, double tradesPerSecond, double medianNotional, Rng random)
{
    private const double SizeSpread = 1.2;
    private const double LargeShare = 0.003;
    private const double LargeFactor = 25;
    private const int MostAStep = 40;
    private const long ReachPerMille = 2;

    /// <summary>Mean notional of one trade of this flow.</summary>
    public double MeanNotional => medianNotional * Math.Exp(SizeSpread * SizeSpread / 2) * (1 + (LargeShare * (LargeFactor - 1)));

    public double TradesPerSecond => tradesPerSecond;

    /// <param name="desk">The book.</param>
    /// <param name="coin">State after the step.</param>
    /// <param name="value">The new value, in quote units.</param>
    /// <param name="seconds">Length of the step.</param>
    public void Take(IMarketDesk desk, CoinState coin, double value, double seconds)
    {
        if (coin.Jump != 0) Sweep(desk, coin.Jump > 0 ? Side.Buy : Side.Sell, value);
        var urge = (0.9 * coin.Flow) + (0.35 * coin.Pressure) + (0.9 * (coin.MinutesFlow + coin.LongFlow)) + (1.0 * coin.Shock);
        var buys = 1 / (1 + Math.Exp(-urge));
        var mean = tradesPerSecond * coin.Busyness * seconds;
        var left = MostAStep;
        for (var wait = random.NextExponential(1); wait < mean && left > 0; wait += random.NextExponential(1), left--)
            Take(desk, random.NextDouble() < buys ? Side.Buy : Side.Sell, value);
    }

    private void Take(IMarketDesk desk, Side side, double value)
    {
        var best = side == Side.Buy ? desk.BestAsk(instrument) : desk.BestBid(instrument);
        if (best.Price.Raw == 0) return;
        var reach = best.Price.Raw / 1000 * ReachPerMille;
        var limit = rules.FloorToTick(new Price(best.Price.Raw + (side.Sign() * reach)));
        var notional = medianNotional * Math.Exp(SizeSpread * random.NextNormal());
        if (random.NextDouble() < LargeShare) notional *= LargeFactor;
        var lots = (long)Math.Max(1, notional / value / rules.LotSize.ToDouble());
        Send(desk, side, limit, lots);
    }

    /// <summary>Takes everything up to the new value.</summary>
    private void Sweep(IMarketDesk desk, Side side, double value) =>
        Send(desk, side, rules.RoundToTick(Price.FromDouble(value)), long.MaxValue / rules.LotSize.Raw);

    private void Send(IMarketDesk desk, Side side, Price limit, long lots)
    {
        var most = rules.MaxQuantity.IsZero ? 1_000_000_000 : rules.MaxQuantity.Raw / rules.LotSize.Raw;
        var quantity = new Quantity(Math.Min(lots, most) * rules.LotSize.Raw);
        desk.Place(new ParticipantOrder(instrument, side, limit, quantity, TimeInForce.Ioc, Participants.Taker));
    }
}
