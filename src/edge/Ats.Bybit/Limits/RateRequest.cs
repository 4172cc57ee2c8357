using Ats.Bybit.Wire;

namespace Ats.Bybit.Limits;

/// <summary>What one request asks of the budget. <see cref="Arm"/>: the contestant it is for (fairness), 0 = the house. <see cref="Cost"/>: orders in a batch.</summary>
public readonly record struct RateRequest(RateGroup Group, Category Category, RatePriority Priority, int Arm = 0, int Cost = 1)
{
    /// <summary>Counts against the address's HTTP allowance too; false on the trade socket.</summary>
    public bool OverHttp { get; init; } = true;
}
