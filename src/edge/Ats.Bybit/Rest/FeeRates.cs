using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>Fees of a symbol; <see cref="IsFallback"/>: not from the exchange, which has no fee-rate there (demo).</summary>
public sealed record FeeRates(FeeSchedule Fees, bool IsFallback);
