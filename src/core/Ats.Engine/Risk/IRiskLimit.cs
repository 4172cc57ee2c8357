namespace Ats.Engine.Risk;

/// <summary>
/// One limit: the most that is allowed, more is a breach. Either <see cref="IOrderLimit"/>, which judges orders, or
/// <see cref="IStandingLimit"/>, which watches how an arm stands. Stateless: what is remembered lives in <see cref="RiskStatistics"/>.
/// </summary>
public interface IRiskLimit
{
    /// <summary>Name in the <see cref="RiskCatalog"/>.</summary>
    string Name { get; }

    /// <summary>The most (or, where the description says so, the least) that is allowed, in the unit the catalog gives.</summary>
    double Threshold { get; }

    /// <summary>What it does, from the catalog.</summary>
    string Description => RiskCatalog.Find(Name)?.Description ?? "";

    /// <summary>Unit of its threshold and values, from the catalog.</summary>
    string Unit => RiskCatalog.Find(Name)?.Unit ?? "";
}
