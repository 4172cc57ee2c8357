using Ats.Bybit.Limits;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>Orders and executions over REST. Writes are sent once: an Unknown is settled by <see cref="FindAsync"/>.</summary>
public sealed class OrderApi
{
    private const int MaxPages = 500;
    private static readonly long Week = 7 * Timestamp.NanosecondsPerDay;

    private readonly RestTransport _transport;
    private readonly ServerClock _clock;
    private readonly BybitEnvironment _environment;

    internal OrderApi(RestTransport transport, ServerClock clock, BybitEnvironment environment) => (_transport, _clock, _environment) = (transport, clock, environment);

    /// <summary>The most orders of one batch.</summary>
    public static int MaxBatch(Category category) => category == Category.Spot ? 10 : 20;

    /// <summary>Demo has no batches on spot.</summary>
    public bool HasBatches(Category category) => _environment.Kind != EnvironmentKind.Demo || category != Category.Spot;

    /// <param name="order">What to create.</param>
    /// <param name="priority">Entry, or Protect for stops and reductions.</param>
    /// <param name="arm">For whom (fairness).</param>
    /// <param name="cancel">Gives up waiting; once sent, the outcome is Unknown then.</param>
    public Task<Outcome<OrderAck>> CreateAsync(NewOrder order, RatePriority priority = RatePriority.Entry, int arm = 0, CancellationToken cancel = default) => SendAsync(
        WirePaths.OrderCreate,
        OrderBodies.Body(json =>
        {
            json.WriteString("category"u8, order.Category.Text());
            OrderBodies.Write(json, order);
        }),
        new RateRequest(RateGroup.OrderCreate, order.Category, priority, arm),
        cancel);

    public Task<Outcome<OrderAck>> AmendAsync(AmendOrder amend, RatePriority priority = RatePriority.Entry, int arm = 0, CancellationToken cancel = default) => SendAsync(
        WirePaths.OrderAmend,
        OrderBodies.Body(json =>
        {
            json.WriteString("category"u8, amend.Key.Category.Text());
            OrderBodies.Write(json, amend);
        }),
        new RateRequest(RateGroup.OrderAmend, amend.Key.Category, priority, arm),
        cancel);

    public Task<Outcome<OrderAck>> CancelAsync(OrderKey key, int arm = 0, CancellationToken cancel = default) => SendAsync(
        WirePaths.OrderCancel,
        OrderBodies.Body(json =>
        {
            json.WriteString("category"u8, key.Category.Text());
            OrderBodies.Write(json, key);
        }),
        new RateRequest(RateGroup.OrderCancel, key.Category, RatePriority.Cancel, arm),
        cancel);

    /// <summary>Cancels all orders of a symbol, or of a settle coin (linear). On spot conditional orders stay unless the filter names them.</summary>
    public Task<Outcome<IReadOnlyList<OrderAck>>> CancelAllAsync(Category category, string? symbol, string? settleCoin = null, string? orderFilter = null, CancellationToken cancel = default) => _transport.SendAsync(
        RestCall.Write(
            WirePaths.OrderCancelAll,
            OrderBodies.Body(json =>
            {
                json.WriteString("category"u8, category.Text());
                if (symbol is not null) json.WriteString("symbol"u8, symbol);
                if (settleCoin is not null) json.WriteString("settleCoin"u8, settleCoin);
                if (orderFilter is not null) json.WriteString("orderFilter"u8, orderFilter);
            }),
            new RateRequest(RateGroup.OrderCancelAll, category, RatePriority.Cancel)),
        static reply => (IReadOnlyList<OrderAck>)[.. reply.Result.Rows("list").Select(ReadAck)],
        cancel);

    public Task<Outcome<IReadOnlyList<BatchMember>>> CreateBatchAsync(Category category, IReadOnlyList<NewOrder> orders, RatePriority priority = RatePriority.Entry, int arm = 0, CancellationToken cancel = default) => SendBatchAsync(
        WirePaths.OrderCreateBatch,
        OrderBodies.Batch(category, orders.Count, (json, i) => OrderBodies.Write(json, orders[i])),
        new RateRequest(RateGroup.OrderCreateBatch, category, priority, arm, orders.Count),
        cancel);

    public Task<Outcome<IReadOnlyList<BatchMember>>> AmendBatchAsync(Category category, IReadOnlyList<AmendOrder> amends, RatePriority priority = RatePriority.Entry, int arm = 0, CancellationToken cancel = default) => SendBatchAsync(
        WirePaths.OrderAmendBatch,
        OrderBodies.Batch(category, amends.Count, (json, i) => OrderBodies.Write(json, amends[i])),
        new RateRequest(RateGroup.OrderAmendBatch, category, priority, arm, amends.Count),
        cancel);

    public Task<Outcome<IReadOnlyList<BatchMember>>> CancelBatchAsync(Category category, IReadOnlyList<OrderKey> keys, int arm = 0, CancellationToken cancel = default) => SendBatchAsync(
        WirePaths.OrderCancelBatch,
        OrderBodies.Batch(category, keys.Count, (json, i) => OrderBodies.Write(json, keys[i])),
        new RateRequest(RateGroup.OrderCancelBatch, category, RatePriority.Cancel, arm, keys.Count),
        cancel);

    /// <summary>All open orders of a symbol, or of a settle coin (linear), every page.</summary>
    public Task<Outcome<IReadOnlyList<OrderRow>>> OpenAsync(Category category, string? symbol = null, string? settleCoin = null, CancellationToken cancel = default) =>
        PagesAsync(WirePaths.OrderRealtime, RateGroup.OrderRealtime, category, () => new Query().Add("category", category.Text()).Add("symbol", symbol).Add("settleCoin", settleCoin).Add("limit", 50), row => OrderRow.Read(row, category), cancel);

    /// <summary>
    /// One order wherever it is: open, recently closed, or in history. Ok with none = the exchange does not know it in either place (history may lag: for a request
    /// just sent that alone is no proof).
    /// </summary>
    public async Task<Outcome<OrderRow?>> FindAsync(OrderKey key, CancellationToken cancel = default)
    {
        foreach (var (path, group) in ((string, RateGroup)[])[(WirePaths.OrderRealtime, RateGroup.OrderRealtime), (WirePaths.OrderHistory, RateGroup.OrderHistory)])
        {
            var query = new Query().Add("category", key.Category.Text()).Add("symbol", key.Symbol).Add("orderId", key.OrderId).Add("orderLinkId", key.OrderId is null ? key.OrderLinkId : null);
            var found = await _transport.SendAsync(RestCall.Read(path, query, group), reply => reply.Result.Rows("list").Select(row => OrderRow.Read(row, key.Category)).FirstOrDefault(), cancel);
            var isUnknownOrder = found is Outcome<OrderRow?>.Refused { Info.Reason: OrderRejectReason.UnknownOrder };
            if (found is not Outcome<OrderRow?>.Ok { Value: null } && !isUnknownOrder) return found;
        }

        return new Outcome<OrderRow?>.Ok(null);
    }

    /// <summary>Orders of the last seven days, every page, newest first. Cancelled ones without fills are kept a day.</summary>
    public Task<Outcome<IReadOnlyList<OrderRow>>> HistoryAsync(Category category, string? symbol = null, CancellationToken cancel = default) =>
        PagesAsync(WirePaths.OrderHistory, RateGroup.OrderHistory, category, () => new Query().Add("category", category.Text()).Add("symbol", symbol).Add("limit", 50), row => OrderRow.Read(row, category), cancel);

    /// <summary>Every execution since a moment, funding included, oldest first: week by week and page by page.</summary>
    public async Task<Outcome<IReadOnlyList<ExecutionRow>>> ExecutionsSinceAsync(Category category, string? symbol, Timestamp since, CancellationToken cancel = default)
    {
        var all = new List<ExecutionRow>();
        var now = _clock.Now + Timestamp.NanosecondsPerSecond;
        for (var from = since; from < now; from += Week)
        {
            var to = from + (Week - Timestamp.NanosecondsPerMillisecond);
            var (first, last) = (from, to < now ? to : now);
            var page = await PagesAsync(
                WirePaths.ExecutionList,
                RateGroup.ExecutionList,
                category,
                () => new Query().Add("category", category.Text()).Add("symbol", symbol).Add("startTime", first).Add("endTime", last).Add("limit", 100),
                row => ExecutionRow.Read(row, category),
                cancel);
            if (page is not Outcome<IReadOnlyList<ExecutionRow>>.Ok rows) return page;
            all.AddRange(rows.Value.Reverse());
        }

        var filter = new ExecutionFilter(int.MaxValue);
        return new Outcome<IReadOnlyList<ExecutionRow>>.Ok([.. all.Where(e => filter.IsNew(e.ExecId)).OrderBy(e => e.Time)]);
    }

    private Task<Outcome<OrderAck>> SendAsync(string path, byte[] body, RateRequest rate, CancellationToken cancel) =>
        _transport.SendAsync(RestCall.Write(path, body, rate), static reply => ReadAck(reply.Result), cancel);

    private Task<Outcome<IReadOnlyList<BatchMember>>> SendBatchAsync(string path, byte[] body, RateRequest rate, CancellationToken cancel)
    {
        if (rate.Cost < 1 || rate.Cost > MaxBatch(rate.Category)) throw new ArgumentException($"A batch on {rate.Category.Text()} holds 1 to {MaxBatch(rate.Category)} orders, not {rate.Cost}.", nameof(rate));
        return HasBatches(rate.Category)
            ? _transport.SendAsync(RestCall.Write(path, body, rate), static reply => BatchReplies.Read(reply.Result, reply.Extra), cancel)
            : Task.FromResult<Outcome<IReadOnlyList<BatchMember>>>(new Outcome<IReadOnlyList<BatchMember>>.NotSent("demo has no batches on spot"));
    }

    private async Task<Outcome<IReadOnlyList<T>>> PagesAsync<T>(string path, RateGroup group, Category category, Func<Query> query, Func<JsonRow, T> read, CancellationToken cancel)
        where T : class
    {
        var all = new List<T>();
        var result = await ReadPages.AllAsync(_transport, cursor => RestCall.Read(path, query().Cursor(cursor), group), read, all, MaxPages, cancel);
        return result.Select(_ => (IReadOnlyList<T>)all);
    }

    private static OrderAck ReadAck(JsonRow row) => new(row.Text("orderId"), row.Text("orderLinkId"));
}
