using System.Globalization;
using Ats.Domain;
using Ats.MarketData;
using Ats.Simulation.Markets;

namespace Ats.Cli.Exchange;

/// <summary>
/// A recorded tape as the market of a simulated exchange: <c>replay:TAPE[,speed=10][,offset=3600][,loop]</c>, where TAPE is a data directory
/// or any file that can be imported. Whatever exchange it was recorded at, it is listed as Bybit's: as a linear perpetual, spot only where
/// the tape has both. Tick and lot are those of the data.
/// </summary>
internal static class ReplayTape
{
    public const string Prefix = "replay:";

    private static readonly MarketEventKind[] Used = [MarketEventKind.Trade, MarketEventKind.Quote, MarketEventKind.BookLevel, MarketEventKind.Mark, MarketEventKind.Funding];

    /// <exception cref="FormatException">An option that is none, or a tape of inverse contracts.</exception>
    /// <exception cref="MarketDataException">The tape cannot be read, or holds nothing but bars.</exception>
    public static IMarketSource Open(string name)
    {
        var parts = name[Prefix.Length..].Split(',');
        var settings = parts.Skip(1).Aggregate(new ReplaySettings(), With);
        var tape = MarketDataSet.Open(parts[0], new MarketDataOptions { Kinds = Used });
        return new ReplayMarket([.. tape.Instruments.Select(i => Listed(i, tape.Instruments))], () => tape.CreateSource(), settings);
    }

    private static ReplaySettings With(ReplaySettings settings, string option)
    {
        if (option == "loop") return settings with { Loop = true };
        var parts = option.Split('=');
        var number = parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : double.NaN;
        return (parts[0], double.IsNaN(number)) switch
        {
            ("speed", false) => settings with { Speed = number },
            ("offset", false) => settings with { StartOffsetSeconds = number },
            _ => throw new FormatException($"'{option}' is not understood: write replay:TAPE,speed=10,offset=3600,loop (offset in seconds)."),
        };
    }

    private static Instrument Listed(Instrument recorded, IReadOnlyList<Instrument> all)
    {
        if (recorded.Kind == ContractKind.InversePerpetual) throw new FormatException($"{recorded.Id} settles in its base asset: the simulated exchange lists spot and linear.");
        var both = all.Any(i => i.Id.Symbol == recorded.Id.Symbol && i.Kind == ContractKind.LinearPerpetual);
        var id = new InstrumentId("bybit", both ? recorded.Kind : ContractKind.LinearPerpetual, recorded.Id.Symbol);
        var rules = StandardInstruments.Create().FirstOrDefault(i => i.Id == id) ?? new Instrument(id, recorded.Base, recorded.Quote, recorded.TickSize, recorded.LotSize)
        {
            MinNotional = 5m,
            MaxQuantity = new Quantity(recorded.LotSize.Raw * 10_000_000),
        };
        return rules with { TickSize = recorded.TickSize, LotSize = recorded.LotSize, MinQuantity = recorded.LotSize, Rules = RulesSource.Assumed };
    }
}
