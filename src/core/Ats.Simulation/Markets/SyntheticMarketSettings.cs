namespace Ats.Simulation.Markets;

/// <summary>What kind of synthetic market.</summary>
/// <param name="Seed">Same seed, same market.</param>
/// <param name="HistoryDays">Days of one-minute bars before the start, 0 to 365.</param>
public sealed record SyntheticMarketSettings(ulong Seed, int HistoryDays = 30)
{
    public MarketDynamics Dynamics { get; init; } = new();

    /// <summary>False leaves out the spot instruments.</summary>
    public bool IncludeSpot { get; init; } = true;

    /// <summary>Price of a coin at the first start, in USDT: BTC, ETH.</summary>
    public IReadOnlyList<double> StartPrices { get; init; } = [95_000, 3_300];

    /// <summary>Standard deviation of the 15 s return of a coin over a day, in basis points: BTC, ETH.</summary>
    public IReadOnlyList<double> Deviations15Bp { get; init; } = [2.7, 3.4];
}
