namespace Ats.Bybit.Exchange.Core;

/// <summary>A settled funding rate (share of notional).</summary>
internal readonly record struct FundingPoint(long TimeMs, decimal Rate);
