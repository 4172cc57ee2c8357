using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>Which order: by the exchange's id or by ours (the exchange's wins where both are given).</summary>
public sealed record OrderKey(Category Category, string Symbol, string? OrderId = null, string? OrderLinkId = null)
{
    /// <summary>Spot: conditional orders are found only under their filter.</summary>
    public string? OrderFilter { get; init; }
}
