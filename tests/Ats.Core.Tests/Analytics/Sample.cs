using Ats.Analytics;
using Ats.Domain;

namespace Ats.Core.Tests.Analytics;

/// <summary>The series the reference numbers were computed on, and small makers of facts.</summary>
internal static class Sample
{
    public static readonly Timestamp Start = new(1_700_000_000L * Timestamp.NanosecondsPerSecond);

    /// <summary>120 daily returns from the C library's linear congruential generator, seed 1: (x / 2^31 - 0.47) / 50.</summary>
    public static double[] Returns()
    {
        var returns = new double[120];
        var x = 1L;
        for (var i = 0; i < returns.Length; i++)
        {
            x = ((1_103_515_245 * x) + 12_345) % (1L << 31);
            returns[i] = ((x / (double)(1L << 31)) - 0.47) / 50;
        }

        return returns;
    }

    /// <summary>60 round-trip results: (i · 104729 mod 211 - 100) / 10, i = 1 to 60.</summary>
    public static double[] Pnls() => [.. Enumerable.Range(1, 60).Select(i => ((i * 104_729L % 211) - 100) / 10.0)];

    public static List<EquityPoint> Equity(double start, IReadOnlyList<double> returns, long period = Timestamp.NanosecondsPerDay)
    {
        var points = new List<EquityPoint> { new(0, Start, start, 0) };
        foreach (var r in returns)
            points.Add(new EquityPoint(0, Start + (period * points.Count), points[^1].Equity * (1 + r), 1));
        return points;
    }

    public static RoundTrip RoundTrip(double netPnl, int index = 0, double mae = -1, double mfe = 2) => new(
        index, 0, 0, Side.Buy, Start + (index * 1_000_000_000L), Start + ((index + 60) * 1_000_000_000L),
        Quantity.FromDecimal(1), 100, 101, (decimal)netPnl + 0.5m, 0.4m, 0.1m, mae, mfe);

    public static Fill Fill(Side side, decimal price, decimal decided, decimal quantity = 1, decimal fee = 0, long atSeconds = 0, Liquidity liquidity = Liquidity.Taker) => new(
        0, 0, 0, new ClientOrderId(0, 1), Start + (atSeconds * 1_000_000_000L), Start + (atSeconds * 1_000_000_000L), side,
        Price.FromDecimal(price), Quantity.FromDecimal(quantity), fee, liquidity, Price.FromDecimal(decided), 0);

    public static ArmFacts Facts(IReadOnlyList<EquityPoint> equity, IReadOnlyList<RoundTrip>? trips = null, IReadOnlyList<Fill>? fills = null, long period = Timestamp.NanosecondsPerDay)
    {
        trips ??= [];
        fills ??= [];
        var last = equity.Count > 0 && double.IsFinite(equity[^1].Equity) ? (decimal)equity[^1].Equity : 10_000m;
        return new ArmFacts(10_000m, period, equity, trips, fills, ArmTotals.From(last, trips.Sum(t => t.Funding), fills.Count, fills));
    }
}
