using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Simulation.Markets;

/// <summary>Twelve hours of the two perpetuals, traded by their participants alone and seen once a second.</summary>
public sealed class MarketRun
{
    public const int Seconds = 12 * 3600;
    public const int Horizon = 15;
    private const int StepsPerSecond = 10;
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_767_225_600_000);

    public MarketRun()
    {
        Market = new SyntheticMarket(new SyntheticMarketSettings(7, HistoryDays: 0) { IncludeSpot = false });
        var desk = new BookDesk(Market);
        desk.Open(new MarketOpening(Start, Start));
        var last = (desk.BestBid(0).Price, desk.BestAsk(0).Price);
        for (var second = 0; second < Seconds; second++)
        {
            for (var step = 0; step < StepsPerSecond; step++)
            {
                desk.Step();
                var best = (desk.BestBid(0).Price, desk.BestAsk(0).Price);
                if (best != last) BestChanges++;
                last = best;
                SpreadTicks.Add((best.Item2 - best.Item1).Raw / Market.Instruments[0].TickSize.Raw);
            }

            Look(desk, second);
        }

        LevelChangesPerStep = desk.LevelChanges / (double)(Seconds * StepsPerSecond) / Market.Instruments.Count;
    }

    public SyntheticMarket Market { get; }

    public double[][] LogMids { get; } = [new double[Seconds], new double[Seconds]];

    /// <summary>What the generator itself expects of the next 15 seconds, log return.</summary>
    public double[][] Expected { get; } = [new double[Seconds], new double[Seconds]];

    public double[] Bids { get; } = new double[Seconds];

    public double[] Asks { get; } = new double[Seconds];

    /// <summary>Imbalance of the five best levels.</summary>
    public double[] Imbalance { get; } = new double[Seconds];

    /// <summary>+1 or -1 per trade, in order.</summary>
    public List<double> Signs { get; } = [];

    public List<long> SpreadTicks { get; } = [];

    public long BestChanges { get; private set; }

    public double LevelChangesPerStep { get; }

    /// <summary>Returns over the horizon in basis points, from every second.</summary>
    public double[] Returns(int instrument) => Enumerable.Range(0, Seconds - Horizon).Select(i => 1e4 * (LogMids[instrument][i + Horizon] - LogMids[instrument][i])).ToArray();

    /// <summary>Returns over the horizon that do not overlap.</summary>
    public double[] Windows(int instrument) => Returns(instrument).Where((_, i) => i % Horizon == 0).ToArray();

    private void Look(BookDesk desk, int second)
    {
        for (short i = 0; i < 2; i++)
        {
            LogMids[i][second] = Math.Log(desk.Mid(i));
            Expected[i][second] = Market.ExpectedReturn(i, Horizon);
        }

        (Bids[second], Asks[second]) = (desk.BestBid(0).Price.ToDouble(), desk.BestAsk(0).Price.ToDouble());
        var (bid, ask) = (Quantity(desk, Side.Buy), Quantity(desk, Side.Sell));
        Imbalance[second] = (bid - ask) / (double)(bid + ask);
        Signs.AddRange(desk.Trades.Where(t => t.Instrument == 0).Select(t => (double)t.TakerSide.Sign()));
        desk.ClearTrades();
    }

    private static long Quantity(BookDesk desk, Side side)
    {
        Span<BookLevel> levels = stackalloc BookLevel[5];
        var sum = 0L;
        foreach (var level in levels[..desk.Levels(0, side, levels)]) sum += level.Quantity.Raw;
        return sum;
    }
}
