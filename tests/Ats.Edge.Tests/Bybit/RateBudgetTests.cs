using Ats.Bybit.Limits;
using Ats.Bybit.Wire;

namespace Ats.Edge.Tests.Bybit;

public sealed class RateBudgetTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly RateBudget _budget;
    private readonly List<string> _left = [];
    private readonly List<string> _names = [];
    private TimeSpan _longestWait;

    public RateBudgetTests() => _budget = new RateBudget(_time)
    {
        Granted = (request, waited) =>
        {
            _left.Add(_names[request.Arm]);
            _longestWait = waited > _longestWait ? waited : _longestWait;
        },
    };

    public void Dispose() => _budget.Dispose();

    [Fact]
    public void No_second_sees_more_requests_than_allowed()
    {
        for (var i = 0; i < 35; i++) Ask(RateGroup.OrderCreate, RatePriority.Protect, "o");

        var counts = new List<int> { _left.Count };
        for (var second = 0; second < 3; second++)
        {
            Advance(1050);
            counts.Add(_left.Count);
        }

        Assert.Equal([10, 20, 30, 35], counts);
        Assert.Equal(TimeSpan.FromMilliseconds(3150), _longestWait);
    }

    [Fact]
    public void Protection_passes_waiting_entries_and_one_slot_is_kept_for_it()
    {
        for (var i = 0; i < 12; i++) Ask(RateGroup.OrderCreate, RatePriority.Entry, "entry");
        Assert.Equal(9, _left.Count);

        Ask(RateGroup.OrderCreate, RatePriority.Protect, "stop");
        Ask(RateGroup.OrderCreate, RatePriority.Protect, "second stop");
        Assert.Equal("stop", _left[^1]);

        Advance(1050);
        Assert.Equal("second stop", _left[10]);
        Assert.Equal(14, _left.Count);
    }

    [Fact]
    public void Arms_take_turns()
    {
        for (var i = 0; i < 9; i++) Ask(RateGroup.OrderCreate, RatePriority.Entry, "filler");
        for (var i = 0; i < 6; i++) Ask(RateGroup.OrderCreate, RatePriority.Entry, "1");
        for (var i = 0; i < 2; i++) Ask(RateGroup.OrderCreate, RatePriority.Entry, "2");
        Ask(RateGroup.OrderCreate, RatePriority.Entry, "3");
        _left.Clear();

        Advance(1050);

        Assert.Equal("1 2 3 1 2 1 1 1 1", string.Join(' ', _left));
    }

    [Fact]
    public void Groups_and_categories_have_allowances_of_their_own()
    {
        for (var i = 0; i < 30; i++) Ask(RateGroup.OrderCreate, RatePriority.Protect, "linear");
        for (var i = 0; i < 30; i++) Ask(RateGroup.OrderCreate, RatePriority.Protect, "spot", Category.Spot);
        for (var i = 0; i < 30; i++) Ask(RateGroup.OrderCancel, RatePriority.Cancel, "cancel");

        Assert.Equal((10, 20, 10), (_left.Count(l => l == "linear"), _left.Count(l => l == "spot"), _left.Count(l => l == "cancel")));
    }

    [Fact]
    public void A_batch_costs_its_orders()
    {
        Ask(RateGroup.OrderCancelBatch, RatePriority.Cancel, "first", cost: 7);
        Ask(RateGroup.OrderCancelBatch, RatePriority.Cancel, "second", cost: 4);
        Assert.Equal(["first"], _left);

        Advance(1050);
        Assert.Equal(["first", "second"], _left);
    }

    [Fact]
    public void When_the_address_is_spent_cancels_still_leave_and_queries_wait()
    {
        for (var i = 0; i < 600; i++) Ask(RateGroup.Market, RatePriority.Query, "query");
        var queries = _left.Count;
        Assert.Equal(531, queries);

        Ask(RateGroup.OrderCancel, RatePriority.Cancel, "cancel");
        Assert.Equal("cancel", _left[^1]);

        Advance(5000);
        Assert.Equal(601, _left.Count);
    }

    [Fact]
    public void The_headers_allowance_replaces_the_default()
    {
        _budget.Observe(RateGroup.OrderCreate, Category.Linear, 20, 19, TimeSpan.Zero);
        for (var i = 0; i < 25; i++) Ask(RateGroup.OrderCreate, RatePriority.Protect, "o");
        Assert.Equal(20, _left.Count);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_gap()
    {
        _names.Add("gone");
        for (var i = 0; i < 10; i++) Ask(RateGroup.OrderCreate, RatePriority.Protect, "o");
        using var cancel = new CancellationTokenSource();
        var waiting = _budget.AcquireAsync(new RateRequest(RateGroup.OrderCreate, Category.Linear, RatePriority.Entry), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, _budget.Waiting);

        Ask(RateGroup.OrderCreate, RatePriority.Entry, "later");
        Advance(1050);
        Assert.Equal("later", _left[^1]);
    }

    [Fact]
    public async Task Too_many_waiting_is_said_at_once()
    {
        _names.Add("o");
        for (var i = 0; i < RateBudget.MaxWaiting + 10; i++) Ask(RateGroup.OrderCreate, RatePriority.Protect, "o");
        Assert.False(await _budget.AcquireAsync(new RateRequest(RateGroup.OrderCreate, Category.Linear, RatePriority.Protect), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_the_exchange_has_no_limits_nothing_waits()
    {
        var left = 0;
        using var free = new RateBudget(_time) { Enforced = false, Granted = (_, _) => left++ };
        for (var i = 0; i < 1000; i++) Assert.True(await free.AcquireAsync(new RateRequest(RateGroup.OrderCreate, Category.Linear, RatePriority.Entry), TestContext.Current.CancellationToken));
        Assert.Equal((1000, 0), (left, free.Waiting));
    }

    /// <summary>Every name is an arm of its own.</summary>
    private void Ask(RateGroup group, RatePriority priority, string name, Category category = Category.Linear, int cost = 1)
    {
        if (!_names.Contains(name)) _names.Add(name);
        _ = _budget.AcquireAsync(new RateRequest(group, category, priority, _names.IndexOf(name), cost)).AsTask();
    }

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
