namespace Ats.Forecasting.Baselines;

/// <summary>Ridge regression on all features.</summary>
public sealed class Ridge : LinearBaseline
{
    public override string Name => "ridge";

    protected override IReadOnlyList<double> Lambdas { get; } = [1e-5, 1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1, 3, 10, 100];

    protected override int[] Columns(FeatureSchema schema) => [.. Enumerable.Range(0, schema.Count)];
}
