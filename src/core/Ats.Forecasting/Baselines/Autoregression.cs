namespace Ats.Forecasting.Baselines;

/// <summary>Least squares on the past returns (features named <c>return-</c>).</summary>
public sealed class Autoregression : LinearBaseline
{
    public override string Name => "ar";

    protected override IReadOnlyList<double> Lambdas { get; } = [0];

    protected override int[] Columns(FeatureSchema schema) =>
        [.. Enumerable.Range(0, schema.Count).Where(i => schema.Names[i].StartsWith("return-", StringComparison.Ordinal))];
}
