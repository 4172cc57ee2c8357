using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// Price history by a faster aggregate of the same dynamics: the hidden market alone, five seconds a step, without books. Extremes between
/// steps are drawn from the Brownian bridge; volumes are the takers' mean at the minute's busyness with log-normal noise. The whole past is
/// shifted so that it ends at the start prices.
/// </summary>
internal static class MarketPast
{
    public const double StepSeconds = 5;
    private const int StepsPerMinute = 12;
    private const long Minute = 60 * Timestamp.NanosecondsPerSecond;

    /// <summary>Bars of each venue, the last closing at the last whole minute before the start; leaves the hidden market at the start.</summary>
    public static IReadOnlyList<Bar>[] Make(HiddenMarket hidden, IReadOnlyList<SyntheticVenue> venues, Timestamp start, int days, Rng random, IReadOnlyList<double> endPrices)
    {
        var minutes = days * 1440;
        var end = start.Nanoseconds / Minute * Minute;
        var paths = venues.Select(_ => new PastMinute[minutes]).ToArray();
        for (var minute = 0; minute < minutes; minute++)
        {
            var open = end - ((long)(minutes - minute) * Minute);
            Begin(hidden, venues, paths, minute);
            for (var step = 0; step < StepsPerMinute; step++)
            {
                hidden.Step((open % Timestamp.NanosecondsPerDay * 1e-9) + (step * StepSeconds));
                for (var v = 0; v < venues.Count; v++) Add(ref paths[v][minute], hidden.Coins[v % 2], venues[v], random);
            }
        }

        var shifts = hidden.Coins.Select((c, i) => Math.Log(endPrices[i]) - c.LogPrice).ToArray();
        for (var i = 0; i < shifts.Length; i++) hidden.Coins[i].LogPrice = Math.Log(endPrices[i]);
        return venues.Select((venue, v) => (IReadOnlyList<Bar>)Bars(venue, (short)v, paths[v], shifts[v % 2], end, random)).ToArray();
    }

    private static void Begin(HiddenMarket hidden, IReadOnlyList<SyntheticVenue> venues, PastMinute[][] paths, int minute)
    {
        for (var v = 0; v < venues.Count; v++)
        {
            var at = venues[v].LogValue(hidden.Coins[v % 2]);
            paths[v][minute] = new PastMinute { Open = at, High = at, Low = at, Close = at };
        }
    }

    private static void Add(ref PastMinute minute, CoinState coin, SyntheticVenue venue, Rng random)
    {
        var from = minute.Close;
        var to = venue.LogValue(coin);
        var variance = coin.Sigma * coin.Sigma * StepSeconds;
        var spread = (to - from) * (to - from);
        minute.High = Math.Max(minute.High, (from + to + Math.Sqrt(spread + (2 * variance * random.NextExponential(1)))) / 2);
        minute.Low = Math.Min(minute.Low, (from + to - Math.Sqrt(spread + (2 * variance * random.NextExponential(1)))) / 2);
        minute.Close = to;
        minute.Trades += venue.Takers.TradesPerSecond * coin.Busyness * StepSeconds;
    }

    private static Bar[] Bars(SyntheticVenue venue, short index, PastMinute[] path, double shift, long end, Rng random)
    {
        var bars = new Bar[path.Length];
        var lot = venue.Rules.LotSize;
        for (var i = 0; i < path.Length; i++)
        {
            ref readonly var minute = ref path[i];
            var close = new Timestamp(end - ((path.Length - 1L - i) * Minute));
            var notional = minute.Trades * venue.Takers.MeanNotional * Math.Exp((0.3 * random.NextNormal()) - 0.045);
            var lots = Math.Max(1, (long)(notional / Math.Exp(minute.Close + shift) / lot.ToDouble()));
            bars[i] = new Bar(index, BarInterval.OneMinute, close, close, At(minute.Open), At(minute.High), At(minute.Low), At(minute.Close), new Quantity(lots * lot.Raw), (long)minute.Trades);
        }

        return bars;

        Price At(double log) => venue.Rules.RoundToTick(Price.FromDouble(Math.Exp(log + shift)));
    }
}
