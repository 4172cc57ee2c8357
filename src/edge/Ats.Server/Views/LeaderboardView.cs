namespace Ats.Server.Views;

/// <summary>One line of the leaderboard. Shares as shares, money in quote units; a null statistic has too little data, and Why says so.</summary>
public sealed record LeaderboardView(
    int Rank,
    string Arm,
    string Kind,
    string Strategy,
    double NetReturn,
    double NetPnl,
    double? Sharpe,
    double? SharpeError,
    double MaxDrawdown,
    long RoundTrips,
    long Fills,
    double? HitRate,
    double? HitRateLow,
    double? HitRateHigh,
    double Fees,
    double? FeesBps,
    double Exposure,
    string State,
    string? Why,
    IReadOnlyList<double> Spark);
