namespace Ats.Bybit.Exchange.Rest;

/// <summary>What the X-Bapi-Limit headers say: per window, left, and when the window frees (ms).</summary>
internal readonly record struct RateState(int Limit, int Left, long ResetMs);
