using System.Globalization;
using Ats.Domain;
using Ats.MarketData;
using Ats.Simulation.Markets;

namespace Ats.Cli.Exchange;

/// <summary>
/// The markets an exchange can be opened over, by name: synthetic, walk, or replay:TAPE[,speed=1][,start=0][,loop=1][,levels=50], where TAPE is
/// a data directory or a raw file, start the seconds of it that become price history, and loop=0 stops at its end.
/// </summary>
internal static class MarketSources
{
    private const string Replay = "replay:";

    /// <exception cref="FormatException">No such market, or an option of it is wrong.</exception>
    /// <exception cref="MarketDataException">The tape cannot be read.</exception>
    public static IMarketSource Open(string name, ulong seed) => name switch
    {
        "synthetic" => new SyntheticMarket(new SyntheticMarketSettings(seed)),
        "walk" => new RandomWalkMarket(seed),
        _ when name.StartsWith(Replay, StringComparison.Ordinal) => OpenReplay(name[Replay.Length..]),
        _ => throw Unknown(name),
    };

    /// <summary>What a market has, without opening it.</summary>
    /// <exception cref="FormatException">No such market, or an option of it is wrong.</exception>
    /// <exception cref="MarketDataException">The tape cannot be read.</exception>
    public static IReadOnlyList<InstrumentId> Listed(string name)
    {
        if (name is "synthetic" or "walk") return [.. StandardInstruments.Create().Select(i => i.Id)];
        if (!name.StartsWith(Replay, StringComparison.Ordinal)) throw Unknown(name);
        var (path, _) = Parse(name[Replay.Length..]);
        using var set = MarketDataSet.Open(path);
        return [.. set.Instruments.Select(i => Listed(i).Id)];
    }

    private static FormatException Unknown(string name) => new($"'{name}' is no market: write synthetic, walk or replay:TAPE.");

    private static (string Path, ReplaySettings Settings) Parse(string text)
    {
        var parts = text.Split(',');
        var settings = new ReplaySettings { Loop = true };
        foreach (var part in parts.Skip(1)) settings = With(settings, part);
        return (parts[0], settings);
    }

    private static ReplayMarket OpenReplay(string text)
    {
        var (path, settings) = Parse(text);
        var set = MarketDataSet.Open(path);
        IReadOnlyList<Instrument> instruments = [.. set.Instruments.Select(Listed)];
        var twice = instruments.GroupBy(i => i.Id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new FormatException($"{path} has {twice.Key.Symbol} more than once (spot and futures): replay a directory or file with one of them.");
        // The set stays open for the life of the process: the market reads on.
        return new ReplayMarket(instruments, () => set.CreateSource(null, null), settings);
    }

    private static ReplaySettings With(ReplaySettings settings, string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !double.TryParse(part[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw new FormatException($"'{part}' is not key=number; replay knows speed, start, loop and levels.");
        return part[..equals] switch
        {
            "speed" => settings with { Speed = value },
            "start" => settings with { StartOffsetSeconds = value },
            "loop" => settings with { Loop = value != 0 },
            "levels" => settings with { Levels = (int)value },
            _ => throw new FormatException($"replay has no option '{part[..equals]}'; it knows speed, start, loop and levels."),
        };
    }

    /// <summary>Whatever venue it was recorded on, this exchange lists it as a linear perpetual with the tick and lot of the data.</summary>
    private static Instrument Listed(Instrument recorded) =>
        new(new InstrumentId("bybit", ContractKind.LinearPerpetual, recorded.Id.Symbol), recorded.Base, recorded.Quote, recorded.TickSize, recorded.LotSize)
        {
            MaxQuantity = new Quantity(recorded.LotSize.Raw * 1_000_000),
            MinNotional = 5m,
            MaxLeverage = 100m,
            MaintenanceMarginRate = 0.005m,
            Rules = RulesSource.Exchange,
        };
}
