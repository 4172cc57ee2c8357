using Ats.Analytics;

namespace Ats.Core.Tests.Analytics;

public sealed class GlossaryTests
{
    [Fact]
    public void Every_statistic_of_a_report_is_defined_in_the_glossary_in_the_same_words()
    {
        var glossary = File.ReadAllText(Path.Combine(Repository.Root, "docs", "glossary.md"));
        var missing = StatisticCatalog.All.Select(Line).Where(line => !glossary.Contains(line, StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, "docs/glossary.md lacks:\n" + string.Join('\n', missing));
    }

    private static string Line(StatisticDefinition d) => $"| {d.Name} (`{d.Key}`) | {d.Definition}{(d.Source.Length > 0 ? $" *{d.Source}*" : "")} |";
}
