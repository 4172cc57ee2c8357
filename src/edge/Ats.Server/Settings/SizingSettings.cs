namespace Ats.Server.Settings;

/// <summary>How a level becomes a quantity; at most one of them, default the whole equity of the arm.</summary>
public sealed record SizingSettings
{
    /// <summary>Base units.</summary>
    public double? Quantity { get; init; }

    /// <summary>Quote units.</summary>
    public double? Notional { get; init; }

    /// <summary>Share of the arm's equity.</summary>
    public double? Fraction { get; init; }

    /// <summary>Yearly volatility aimed at, as a share.</summary>
    public double? VolatilityTarget { get; init; }
}
