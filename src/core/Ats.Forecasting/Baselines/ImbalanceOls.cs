using System.Globalization;

namespace Ats.Forecasting.Baselines;

/// <summary>
/// Least squares on one feature, the imbalance nearest to the best level: of those named <c>imbalance-</c> or <c>book-imbalance-</c> the one whose first number
/// of levels is smallest (one without a number is of a whole book, and last).
/// </summary>
public sealed class ImbalanceOls : LinearBaseline
{
    private static readonly string[] Prefixes = ["imbalance", "book-imbalance"];

    public override string Name => "imbalance-ols";

    protected override IReadOnlyList<double> Lambdas { get; } = [0];

    protected override int[] Columns(FeatureSchema schema) =>
        [.. Enumerable.Range(0, schema.Count).Where(i => Prefix(schema.Names[i]) is not null).OrderBy(i => Levels(schema.Names[i])).Take(1)];

    private static string? Prefix(string name) => Prefixes.FirstOrDefault(p => name.StartsWith(p, StringComparison.Ordinal));

    private static int Levels(string name)
    {
        var first = name[Prefix(name)!.Length..].TrimStart('-').Split('-')[0];
        return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var levels) ? levels : int.MaxValue;
    }
}
