using Ats.Bybit.Wire;

namespace Ats.Bybit.Limits;

/// <summary>
/// The one budget of an account: every request asks here before it leaves. Cancels go before protection, protection before entries, entries before queries; among
/// equals the arms take turns. Allowances are rolling windows per endpoint group and one for the address; the exchange's limit headers correct them.
/// One slot of every order group, and a tenth of the address's, are kept for cancels and protection.
/// <para>Thread-safe. At most <see cref="MaxWaiting"/> requests wait in all; beyond, <see cref="AcquireAsync"/> says no at once.</para>
/// </summary>
public sealed class RateBudget : IDisposable
{
    public const int MaxWaiting = 4096;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(RateGroup, Category), GroupState> _groups = [];
    private readonly RateWindow _address = new(RateAllowances.Address, RateAllowances.AddressWindow.Ticks);
    private int _waiting;

    public RateBudget(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((RateBudget)state!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>False only where the exchange has no limits (a simulated one with them off): everything leaves at once.</summary>
    public bool Enforced { get; init; } = true;

    /// <summary>Told of every request that leaves and how long it waited: what sharing costs an arm. Called under the budget's lock, so be quick and call nothing back.</summary>
    public Action<RateRequest, TimeSpan>? Granted { get; init; }

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Completes when the request may leave: true; false at once when too many wait already.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up waiting.</exception>
    public ValueTask<bool> AcquireAsync(in RateRequest request, CancellationToken cancel = default)
    {
        RateWaiter waiter;
        lock (_lock)
        {
            var group = GroupOf(request.Group, request.Category);
            var now = Now;
            if (!Enforced)
            {
                Granted?.Invoke(request, TimeSpan.Zero);
                return new ValueTask<bool>(true);
            }

            if (group.Waiting == 0 && FreeAt(group, request, now) <= now)
            {
                Take(group, request, now, 0);
                return new ValueTask<bool>(true);
            }

            if (_waiting >= MaxWaiting) return new ValueTask<bool>(false);
            waiter = new RateWaiter(request, now);
            group.Queues[(int)request.Priority].Add(waiter);
            group.Waiting++;
            _waiting++;
        }

        var turn = WaitAsync(waiter, cancel);
        Pump();
        return turn;
    }

    /// <summary>When a request like this could leave if nobody else waited: zero = now.</summary>
    public TimeSpan Delay(in RateRequest request)
    {
        lock (_lock)
        {
            var now = Now;
            return new TimeSpan(Math.Max(0, FreeAt(GroupOf(request.Group, request.Category), request, now) - now));
        }
    }

    /// <summary>What the headers of an answer say: requests a second, requests left, and how long until the window frees.</summary>
    public void Observe(RateGroup group, Category category, int limit, int left, TimeSpan untilReset)
    {
        if (group == RateGroup.Market) return;
        lock (_lock)
        {
            var state = GroupOf(group, category);
            if (limit > 0) state.Window.Capacity = limit;
            if (left <= 0 && untilReset > TimeSpan.Zero) state.Window.BlockedUntil = Math.Max(state.Window.BlockedUntil, Now + Bounded(untilReset));
        }

        Pump();
    }

    /// <summary>The exchange refused a request for its rate (10006): nothing of the group for so long.</summary>
    public void Block(RateGroup group, Category category, TimeSpan wait)
    {
        lock (_lock) GroupOf(group, category).Window.BlockedUntil = Now + Bounded(wait);
        Pump();
    }

    /// <summary>The address is banned (HTTP 403): nothing over HTTP for so long.</summary>
    public void BlockAddress(TimeSpan wait)
    {
        lock (_lock) _address.BlockedUntil = Now + wait.Ticks;
        Pump();
    }

    public void Dispose() => _timer.Dispose();

    private long Now => _time.GetElapsedTime(_start).Ticks;

    /// <summary>A reset stamp far away is a clock's fault, not a limit.</summary>
    private static long Bounded(TimeSpan wait) => Math.Clamp(wait.Ticks, 0, TimeSpan.TicksPerMinute);

    private async ValueTask<bool> WaitAsync(RateWaiter waiter, CancellationToken cancel)
    {
        await using var registration = cancel.UnsafeRegister(
            static (state, token) => ((RateWaiter)state!).Turn.TrySetCanceled(token), waiter);
        try
        {
            return await waiter.Turn.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                _waiting--;
                GroupOf(waiter.Request.Group, waiter.Request.Category).Waiting--;
            }

            throw;
        }
    }

    /// <summary>Lets through whoever may go, most urgent first, and sets the timer for the next.</summary>
    private void Pump()
    {
        lock (_lock)
        {
            if (_waiting == 0) return;
            var next = long.MaxValue;
            var now = Now;
            for (var priority = 0; priority <= (int)RatePriority.Query && _waiting > 0; priority++)
            {
                foreach (var group in _groups.Values) next = Math.Min(next, Drain(group, group.Queues[priority], now));
            }

            var due = next == long.MaxValue ? Timeout.InfiniteTimeSpan : new TimeSpan(Math.Max(1, next - now));
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private long Drain(GroupState group, FairQueue queue, long now)
    {
        while (queue.Next() is { } waiter)
        {
            var free = FreeAt(group, waiter.Request, now);
            if (free > now) return free;
            queue.Take();
            if (!waiter.Turn.TrySetResult(true)) continue;
            group.Waiting--;
            _waiting--;
            Take(group, waiter.Request, now, now - waiter.Since);
        }

        return long.MaxValue;
    }

    private long FreeAt(GroupState group, in RateRequest request, long now)
    {
        var urgent = request.Priority <= RatePriority.Protect;
        var free = group.Window.FreeAt(now, request.Cost, urgent || !group.HasReserve ? 0 : 1);
        return request.OverHttp ? Math.Max(free, _address.FreeAt(now, 1, urgent ? 0 : RateAllowances.Address / 10)) : free;
    }

    private void Take(GroupState group, in RateRequest request, long now, long waited)
    {
        group.Window.Take(now, request.Cost);
        if (request.OverHttp) _address.Take(now, 1);
        Granted?.Invoke(request, new TimeSpan(waited));
    }

    private GroupState GroupOf(RateGroup group, Category category)
    {
        // Only order entry has allowances of its own by category.
        if (group is < RateGroup.OrderCreate or > RateGroup.OrderCancelBatch) category = Category.Linear;
        if (_groups.TryGetValue((group, category), out var state)) return state;
        return _groups[(group, category)] = new GroupState(
            new RateWindow(RateAllowances.PerSecond(group, category), RateAllowances.Window.Ticks),
            group is RateGroup.OrderCreate or RateGroup.OrderAmend or RateGroup.OrderCreateBatch or RateGroup.OrderAmendBatch);
    }

    private sealed class GroupState(RateWindow window, bool hasReserve)
    {
        public RateWindow Window { get; } = window;

        public bool HasReserve { get; } = hasReserve;

        public FairQueue[] Queues { get; } = [new(), new(), new(), new()];

        public int Waiting;
    }
}
