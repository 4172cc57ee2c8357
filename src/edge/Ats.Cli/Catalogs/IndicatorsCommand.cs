using System.CommandLine;
using Ats.Indicators;

namespace Ats.Cli.Catalogs;

/// <summary><c>ats indicators [NAME] [--json]</c>: what there is, with inputs, outputs, parameters and ranges.</summary>
internal static class IndicatorsCommand
{
    public static Command Create() => CatalogCommand.Create(
        "indicators",
        "indicator",
        "List the indicators with their inputs, outputs, parameters, defaults and ranges.",
        "Strategies are built from these; see 'ats strategies'.",
        () => [.. IndicatorCatalog.All.Select(Describe)]);

    private static CatalogEntry Describe(IndicatorDefinition definition)
    {
        string[] inputs = [.. Enum.GetValues<IndicatorInputs>().Where(i => i != IndicatorInputs.None && definition.Inputs.HasFlag(i)).Select(i => i.ToString().ToLowerInvariant())];
        string[] outputs = [.. definition.Outputs.Select(o => o.Name)];
        var warmUp = definition.Create().WarmUp;
        return new CatalogEntry(
            definition.Name,
            "indicator",
            definition.Description + ".",
            definition.Source,
            $"from {string.Join(" or ", inputs)} to {string.Join(", ", outputs)}; warm-up {CatalogCommand.Count(warmUp, "update")}",
            new Dictionary<string, IReadOnlyList<string>> { ["inputs"] = inputs, ["outputs"] = outputs },
            warmUp,
            [.. definition.Parameters.Select(p => new CatalogParameter(p.Name, p.Default, p.Minimum, p.Maximum, p.IsWhole, p.Meaning))]);
    }
}
