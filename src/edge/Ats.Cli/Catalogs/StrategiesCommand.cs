using System.CommandLine;
using Ats.Engine;
using Ats.Strategies;

namespace Ats.Cli.Catalogs;

/// <summary><c>ats strategies [NAME] [--json]</c>: what there is, with parameters and ranges.</summary>
internal static class StrategiesCommand
{
    public static Command Create() => CatalogCommand.Create(
        "strategies",
        "strategy",
        "List the strategies with their parameters, defaults and ranges.",
        "Use as 'ats backtest --strategy NAME' or 'NAME:key=value,...' with keys as above; every key has a default.",
        () => [.. StrategyCatalog.All.Select(Describe)]);

    private static CatalogEntry Describe(StrategyEntry entry)
    {
        var strategy = entry.Create(ParameterSet.Defaults(entry), Contest.Alone(0));
        var needs = Listens(strategy, entry.Needs);
        string[] listens = [.. Enum.GetValues<MarketNeeds>().Where(n => n != MarketNeeds.None && needs.HasFlag(n)).Select(n => n.ToString().ToLowerInvariant())];
        var warmUp = CatalogCommand.Count(strategy.WarmUp / entry.Legs, entry.Needs == MarketNeeds.Forecasts ? "forecast" : entry.Needs.HasFlag(MarketNeeds.Book) ? "book update" : "bar");
        return new CatalogEntry(
            entry.Name,
            entry.Kind switch { StrategyKind.Control => "control", StrategyKind.Ai => "ai", _ => "classical" },
            entry.Description,
            entry.Source,
            $"listens to {string.Join(" and ", listens)}; {CatalogCommand.Count(entry.Legs, "instrument")}; warm-up {warmUp}{(entry.Legs > 1 ? " of each" : "")}{(entry.Of is null ? "" : $"; of={entry.Of}")}",
            new Dictionary<string, IReadOnlyList<string>> { ["listensTo"] = listens },
            strategy.WarmUp / entry.Legs,
            [.. entry.Parameters.Select(p => new CatalogParameter(p.Name, p.Default, p.Minimum, p.Maximum, p.IsWhole, p.Meaning))])
        {
            Instruments = entry.Legs,
        };
    }

    private static MarketNeeds Listens(Strategy strategy, MarketNeeds needs) => strategy is QuotingStrategy ? needs | MarketNeeds.Quotes : needs;
}
