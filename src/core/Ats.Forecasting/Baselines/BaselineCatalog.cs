namespace Ats.Forecasting.Baselines;

/// <summary>The baselines that need nothing but arithmetic; gradient-boosted trees are in Ats.Mlops.</summary>
public static class BaselineCatalog
{
    public static IReadOnlyList<IBaseline> All { get; } = [new RandomWalk(), new VolatilityRandomWalk(), new Autoregression(), new ImbalanceOls(), new Ridge()];
}
