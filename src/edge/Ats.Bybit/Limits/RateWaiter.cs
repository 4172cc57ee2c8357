namespace Ats.Bybit.Limits;

/// <summary>A request that waits for its turn.</summary>
internal sealed class RateWaiter(RateRequest request, long since)
{
    public RateRequest Request { get; } = request;

    /// <summary>When it asked, in ticks.</summary>
    public long Since { get; } = since;

    public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOver => Turn.Task.IsCompleted;
}
