using Ats.Analytics.Reports;
using Ats.Domain;

namespace Ats.Core.Tests.Analytics.Reports;

internal static class SampleReport
{
    public static ArmReport Arm(string name, double drift, ArmKind kind = ArmKind.Classical, string? strategy = null, int trips = 40, int points = 200)
    {
        var rng = new Rng(7);
        var returns = Enumerable.Range(0, points - 1).Select(_ => drift + (drift == 0 ? 0 : rng.NextNormal() * 0.0005)).ToList();
        var equity = Sample.Equity(10_000, returns, Timestamp.NanosecondsPerSecond * 60);
        var roundTrips = Enumerable.Range(0, trips).Select(i => Sample.RoundTrip(i % 3 - 1, i)).ToList();
        var fills = Enumerable.Range(0, trips * 2).Select(i => Sample.Fill(i % 2 == 0 ? Side.Buy : Side.Sell, 100, 100, fee: 0.2m, atSeconds: i)).ToList();
        var description = new ArmDescription(name, strategy ?? "sma-cross", kind, [new("fast", "10")], "Long while fast is above slow.");
        return ArmReport.Create(description, Sample.Facts(equity, roundTrips, fills, Timestamp.NanosecondsPerSecond * 60), DecisionTally.None);
    }

    public static RunReport Of(params ArmReport[] arms) => new()
    {
        RunId = "run-1",
        Mode = TradingMode.Backtest,
        IsSyntheticMarket = false,
        Version = "0.1.0",
        Commit = "abc1234",
        Seed = 42,
        DataHash = "d00d",
        StateHash = "beef",
        DataDescription = "Minute bars.",
        Instruments = ["bybit:linear:BTCUSDT"],
        QuoteAsset = "USDT",
        FillModel = "Next bar's open.",
        Costs = ["Taker 5.5 bp."],
        Latency = "None.",
        From = Sample.Start,
        To = Sample.Start + (200L * 60 * Timestamp.NanosecondsPerSecond),
        Bars = 200,
        Events = 200,
        EngineSeconds = 0.01,
        CommandLine = "ats backtest --seed 42",
        Arms = arms,
    };
}
