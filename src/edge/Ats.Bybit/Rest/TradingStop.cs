using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>Stops on the whole net position, held by the exchange. A price of 0 removes one; none leaves it as it is.</summary>
public sealed record TradingStop(string Symbol)
{
    public Category Category { get; init; } = Category.Linear;

    public int PositionIdx { get; init; }

    public decimal? StopLoss { get; init; }

    public decimal? TakeProfit { get; init; }

    /// <summary>LastPrice, MarkPrice or IndexPrice; mark by default, since a last price can be a single bad print.</summary>
    public string StopLossTriggerBy { get; init; } = WireWords.MarkPrice;
}
