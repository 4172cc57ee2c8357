namespace Ats.Engine.Risk;

/// <summary>
/// One entry of the <see cref="RiskCatalog"/>. Default: what live runs use unless their settings say otherwise; NaN = off. IsTotal: a limit
/// on all arms together.
/// </summary>
public sealed record LimitKind(string Name, string Unit, double Default, string Description, Func<double, IRiskLimit> Make)
{
    public bool IsTotal => Name.StartsWith("total-", StringComparison.Ordinal);
}
