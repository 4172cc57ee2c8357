namespace Ats.Bybit.Limits;

/// <summary>Waiters of one priority: arms take turns, each in its own order of arrival.</summary>
internal sealed class FairQueue
{
    private readonly Dictionary<int, Queue<RateWaiter>> _waiting = [];
    private readonly Queue<int> _turns = [];

    public void Add(RateWaiter waiter)
    {
        if (!_waiting.TryGetValue(waiter.Request.Arm, out var queue)) _waiting[waiter.Request.Arm] = queue = [];
        if (queue.Count == 0) _turns.Enqueue(waiter.Request.Arm);
        queue.Enqueue(waiter);
    }

    /// <summary>Whose turn it is; none when nobody waits. Those who gave up are passed over.</summary>
    public RateWaiter? Next()
    {
        while (_turns.TryPeek(out var arm))
        {
            var queue = _waiting[arm];
            while (queue.TryPeek(out var waiter))
            {
                if (!waiter.IsOver) return waiter;
                queue.Dequeue();
            }

            _turns.Dequeue();
        }

        return null;
    }

    /// <summary>Takes the waiter <see cref="Next"/> returned out and passes the turn on.</summary>
    public void Take()
    {
        var arm = _turns.Dequeue();
        var queue = _waiting[arm];
        queue.Dequeue();
        if (queue.Count > 0) _turns.Enqueue(arm);
    }
}
