using Ats.Simulation.Markets;

namespace Ats.Cli.Exchange;

/// <summary>The markets an exchange can be opened over, by name.</summary>
internal static class MarketSources
{
    /// <exception cref="FormatException">No such market.</exception>
    /// <exception cref="Ats.MarketData.MarketDataException">The tape of a replay cannot be read.</exception>
    public static IMarketSource Open(string name, ulong seed) => name switch
    {
        "synthetic" => new SyntheticMarket(new SyntheticMarketSettings(seed)),
        "walk" => new RandomWalkMarket(seed),
        _ when name.StartsWith(ReplayTape.Prefix, StringComparison.Ordinal) => ReplayTape.Open(name),
        _ => throw new FormatException($"'{name}' is no market: write synthetic, walk, or replay:TAPE."),
    };
}
