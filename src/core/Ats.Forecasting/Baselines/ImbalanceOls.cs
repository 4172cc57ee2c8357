using System.Globalization;

namespace Ats.Forecasting.Baselines;

/// <summary>
/// Least squares on one feature, the book's imbalance nearest to the best level: the feature named <c>book-imbalance</c> with the smallest number of
/// levels after it (one without a number is of a whole book, and last).
/// </summary>
public sealed class ImbalanceOls : LinearBaseline
{
    private const string Prefix = "book-imbalance";

    public override string Name => "imbalance-ols";

    protected override IReadOnlyList<double> Lambdas { get; } = [0];

    protected override int[] Columns(FeatureSchema schema) =>
        [.. Enumerable.Range(0, schema.Count).Where(i => schema.Names[i].StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(i => Levels(schema.Names[i])).Take(1)];

    private static int Levels(string name)
    {
        var digits = name[Prefix.Length..].TrimStart('-');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var levels) ? levels : int.MaxValue;
    }
}
