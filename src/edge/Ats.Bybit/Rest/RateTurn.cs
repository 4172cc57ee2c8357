using Ats.Bybit.Limits;

namespace Ats.Bybit.Rest;

/// <summary>Waiting for the budget, with the outcome where the request does not leave.</summary>
internal static class RateTurn
{
    /// <summary>None = it may leave. A write whose caller gives up here was not sent, which is worth knowing; a read is simply cancelled.</summary>
    public static async ValueTask<Outcome<T>?> WaitAsync<T>(RateBudget budget, RateRequest rate, ServerClock clock, bool isWrite, CancellationToken cancel)
    {
        try
        {
            return await budget.AcquireAsync(rate, cancel) ? null : new Outcome<T>.RateLimited(clock.LocalNow + (long)budget.Delay(rate).TotalNanoseconds);
        }
        catch (OperationCanceledException) when (isWrite)
        {
            return new Outcome<T>.NotSent("given up by the caller while waiting for its turn");
        }
    }
}
