using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>What to change of an order: quantity is the new total; a take-profit or stop-loss of 0 removes it.</summary>
public sealed record AmendOrder(OrderKey Key)
{
    public decimal? Quantity { get; init; }

    public decimal? Price { get; init; }

    public decimal? TriggerPrice { get; init; }

    public decimal? TakeProfit { get; init; }

    public decimal? StopLoss { get; init; }
}
