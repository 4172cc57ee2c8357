using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>order/* and execution/list (SPEC.md 7).</summary>
internal static class OrderEndpoints
{
    public const int MaxBatchLinear = 20;
    public const int MaxBatchSpot = 10;

    public static void Map(RestRouter router)
    {
        router.PostRaw("order/create", c => Single(c, (core, a, r) => core.Orders.Create(a, r)));
        router.PostRaw("order/amend", c => Single(c, (core, a, r) => core.Orders.Amend(a, r)));
        router.PostRaw("order/cancel", c => Single(c, (core, a, r) => core.Orders.Cancel(a, r)));
        router.PostRaw("order/create-batch", c => Batch(c, router.Rates, "order/create-batch", (core, a, r) => core.Orders.Create(a, r)), ownRate: true);
        router.PostRaw("order/amend-batch", c => Batch(c, router.Rates, "order/amend-batch", (core, a, r) => core.Orders.Amend(a, r)), ownRate: true);
        router.PostRaw("order/cancel-batch", c => Batch(c, router.Rates, "order/cancel-batch", (core, a, r) => core.Orders.Cancel(a, r)), ownRate: true);
        router.Post("order/cancel-all", CancelAll);
        router.Post("order/disconnected-cancel-all", SetDcp);
        router.Get("order/realtime", Realtime);
        router.Get("order/history", History);
        router.Get("execution/list", Executions);
    }

    /// <summary>Writes {orderId, orderLinkId} of an accepted command.</summary>
    public static void WriteAck(Utf8JsonWriter json, AccountOrder order)
    {
        json.WriteStartObject();
        json.WriteString("orderId"u8, order.OrderIdText);
        json.WriteString("orderLinkId"u8, order.LinkId);
        json.WriteEndObject();
    }

    public static void WriteBatchMember(Utf8JsonWriter json, OrderRequest request, Outcome outcome, long nowMs, bool create)
    {
        json.WriteStartObject();
        json.WriteString("category"u8, request.Category ?? "");
        json.WriteString("symbol"u8, request.Symbol ?? "");
        json.WriteString("orderId"u8, outcome.Order?.OrderIdText ?? "");
        json.WriteString("orderLinkId"u8, outcome.Order?.LinkId ?? "");
        if (create) json.WriteString("createAt"u8, outcome.Ok ? nowMs.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
        json.WriteEndObject();
    }

    private static Outcome Single(RestContext context, Func<ExchangeCore, Account, OrderRequest, Outcome> act)
    {
        var request = context.Request;
        request.Clear();
        var json = new Utf8JsonReader(context.Call.Body.Span);
        if (!json.Read()) return RestContext.Bad("the body is empty");
        context.Reader.Read(ref json, request);
        while (json.Read())
        {
            // Anything but white space after the object throws.
        }

        var outcome = act(context.Core, context.Account, request);
        if (outcome.Ok) WriteAck(context.Json, outcome.Order!);
        return outcome;
    }

    private static Outcome Batch(RestContext context, RateBook rates, string key, Func<ExchangeCore, Account, OrderRequest, Outcome> act)
    {
        context.ReadBody();
        var category = context.Text("category");
        if (category is not ("linear" or "spot")) return RestContext.Bad("category invalid");
        if (!context.Body.TryGetProperty("request", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) return RestContext.Bad("request is empty");
        if (list.GetArrayLength() > (category == "spot" ? MaxBatchSpot : MaxBatchLinear)) return RestContext.Bad("too many orders in the request");
        var outcomes = new List<Outcome>();
        context.Json.WriteStartObject();
        context.Json.WriteStartArray("list"u8);
        foreach (var member in list.EnumerateArray())
        {
            var request = context.Request;
            request.Clear();
            var outcome = RestContext.Bad("an order must be an object");
            if (member.ValueKind == JsonValueKind.Object)
            {
                var json = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(member));
                json.Read();
                context.Reader.Read(ref json, request);
                request.Category = category;
                var fits = rates.TryTake(context.Account, key, category == "spot", context.Core.NowMs, 1, out var state);
                context.Rate = state;
                outcome = fits
                    ? act(context.Core, context.Account, request)
                    : Outcome.Fail(ReturnCode.RateLimit, "Too many visits!");
            }

            outcomes.Add(outcome);
            WriteBatchMember(context.Json, request, outcome, context.Core.NowMs, key == "order/create-batch");
        }

        context.Json.WriteEndArray();
        context.Json.WriteEndObject();
        context.Batch = outcomes;
        return Outcome.Success;
    }

    private static Outcome CancelAll(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "spot")) return RestContext.Bad("category invalid");
        var linear = category == "linear";
        var (symbol, baseCoin, settleCoin, filter) = (context.Text("symbol"), context.Text("baseCoin"), context.Text("settleCoin"), context.Text("orderFilter"));
        if (linear && symbol is null && baseCoin is null && settleCoin is null) return RestContext.Bad("symbol, baseCoin or settleCoin is required");
        if (symbol is not null && context.Core.FindListing(category, symbol) is null) return RestContext.Bad("symbol invalid " + symbol);
        var found = OrderDesk.Matching(context.Account, linear, o => Belongs(o, symbol, baseCoin, settleCoin) && Filters(o, filter ?? (linear ? null : "Order")));
        context.Json.WriteStartObject();
        context.Json.WriteStartArray("list"u8);
        foreach (var order in found)
        {
            if (!order.IsOpen) continue;
            context.Core.Orders.CancelBySystem(order, CancelKind.CancelByUser);
            WriteAck(context.Json, order);
        }

        context.Json.WriteEndArray();
        context.Json.WriteString("success"u8, "1"u8);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome SetDcp(RestContext context)
    {
        var product = context.Text("product") ?? "OPTIONS";
        if (product is not ("DERIVATIVES" or "SPOT" or "OPTIONS")) return RestContext.Bad("product invalid");
        if (context.Text("timeWindow") is null || !context.TryInteger("timeWindow", 3, 300, 0, out var seconds)) return RestContext.Bad("timeWindow invalid: 3 to 300");
        if (product != "OPTIONS") context.Account.DcpSeconds[product == "SPOT" ? 1 : 0] = (int)seconds;
        return Outcome.Success;
    }

    private static Outcome Realtime(RestContext context)
    {
        var no = Scope(context, out var category);
        if (!no.Ok) return no;
        if (!context.TryInteger("limit", 1, 50, 20, out var limit) || !context.TryInteger("openOnly", 0, 2, 0, out var openOnly)) return RestContext.Bad("limit or openOnly invalid");
        var (id, link) = (context.Text("orderId"), context.Text("orderLinkId"));
        IEnumerable<AccountOrder> rows;
        if (id is not null || link is not null) rows = context.Account.Find(id, link) is { } found && found.Listing.Category == category ? [found] : [];
        else rows = (openOnly == 0 ? context.Account.Open.Values.Reverse() : Recent(context.Account, 500)).Where(o => Wanted(context, o, category));
        return WriteOrders(context, rows, (int)limit, category);
    }

    private static Outcome History(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "spot" or "inverse" or "option")) return RestContext.Bad("category invalid");
        var no = TimeWindow(context, out var from, out var to);
        if (!no.Ok) return no;
        if (!context.TryInteger("limit", 1, 50, 20, out var limit)) return RestContext.Bad("limit invalid");
        var (id, link, status) = (context.Text("orderId"), context.Text("orderLinkId"), context.Text("orderStatus"));
        IEnumerable<AccountOrder> rows;
        if (id is not null || link is not null) rows = context.Account.Find(id, link) is { } found && found.Listing.Category == category && !found.IsOpen ? [found] : [];
        else rows = context.Account.Newest().Where(o => !o.IsOpen && o.CreatedMs >= from && o.CreatedMs <= to && Wanted(context, o, category) && (status is null || Names.Of(o.State) == status) && Keeps(o, context.Core.NowMs));
        return WriteOrders(context, rows, (int)limit, category);
    }

    private static Outcome Executions(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "spot" or "inverse" or "option")) return RestContext.Bad("category invalid");
        var no = TimeWindow(context, out var from, out var to);
        if (!no.Ok) return no;
        if (!context.TryInteger("limit", 1, 100, 50, out var limit)) return RestContext.Bad("limit invalid");
        var (id, link, symbol, coin, type) = (context.Text("orderId"), context.Text("orderLinkId"), context.Text("symbol"), context.Text("baseCoin"), context.Text("execType"));
        var byOrder = id is not null || link is not null;
        var order = byOrder ? context.Account.Find(id, link) : null;
        var rows = Enumerable.Range(1, context.Account.Executions.Count).Select(i => context.Account.Executions[context.Account.Executions.Count - i]).Where(e =>
            e.Listing.Category == category && e.TimeMs >= from && e.TimeMs <= to && (type is null || Names.Of(e.Kind) == type)
            && (byOrder ? order is not null && e.OrderId == order.Id : symbol is not null ? e.Listing.Symbol == symbol : coin is null || e.Listing.BaseCoin == coin));
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, category);
        if (!Page.Write(context, rows, (int)limit, e => e.Id, (json, row) => ExecutionRow.Write(json, row, stream: false))) return RestContext.Bad("cursor invalid");
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    /// <summary>startTime and endTime: default the last seven days, at most seven days apart.</summary>
    public static Outcome TimeWindow(RestContext context, out long from, out long to)
    {
        const long week = 7 * 86_400_000L;
        to = long.MaxValue;
        var ok = context.TryInteger("startTime", 0, long.MaxValue / 2, -1, out from) && context.TryInteger("endTime", 0, long.MaxValue / 2, -1, out to);
        if (!ok) return RestContext.Bad("startTime or endTime invalid");
        if (from < 0) from = (to < 0 ? context.Core.NowMs : to) - week;
        if (to < 0) to = from + week;
        return to - from <= week && to >= from ? Outcome.Success : RestContext.Bad("endTime - startTime must be 0 to 7 days");
    }

    private static Outcome WriteOrders(RestContext context, IEnumerable<AccountOrder> rows, int limit, string category)
    {
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, category);
        if (!Page.Write(context, rows, limit, o => o.Id, (json, order) => OrderRow.Write(json, order, stream: false))) return RestContext.Bad("cursor invalid");
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    /// <summary>Category, and for linear one of symbol, coins or an id.</summary>
    private static Outcome Scope(RestContext context, out string category)
    {
        category = context.Text("category") ?? "";
        if (category is not ("linear" or "spot" or "inverse" or "option")) return RestContext.Bad("category invalid");
        var scoped = context.Text("symbol") ?? context.Text("baseCoin") ?? context.Text("settleCoin") ?? context.Text("orderId") ?? context.Text("orderLinkId");
        return category == "linear" && scoped is null ? RestContext.Bad("symbol, baseCoin or settleCoin is required") : Outcome.Success;
    }

    private static bool Wanted(RestContext context, AccountOrder order, string category) => order.Listing.Category == category
        && Belongs(order, context.Text("symbol"), context.Text("baseCoin"), context.Text("settleCoin")) && Filters(order, context.Text("orderFilter"));

    private static bool Belongs(AccountOrder order, string? symbol, string? baseCoin, string? settleCoin) =>
        symbol is not null ? order.Listing.Symbol == symbol : baseCoin is not null ? order.Listing.BaseCoin == baseCoin : settleCoin is null || order.Listing.QuoteCoin == settleCoin;

    private static bool Filters(AccountOrder order, string? filter) => filter switch
    {
        null => true,
        "Order" => !order.IsConditional || (order.Listing.IsLinear && order.State != OrderState.Untriggered),
        "StopOrder" => order.IsConditional && order.Filter != FilterKind.TpslOrder,
        "tpslOrder" => order.Filter == FilterKind.TpslOrder || order.IsTpSl,
        _ => false,
    };

    /// <summary>Closed without a fill is kept for a day.</summary>
    private static bool Keeps(AccountOrder order, long nowMs) => !order.Filled.IsZero || order.State == OrderState.Filled || order.UpdatedMs >= nowMs - 86_400_000;

    private static IEnumerable<AccountOrder> Recent(Account account, int closed)
    {
        foreach (var order in account.Newest())
        {
            if (!order.IsOpen && closed-- <= 0) continue;
            yield return order;
        }
    }
}
