using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>position/* (SPEC.md 9).</summary>
internal static class PositionEndpoints
{
    public static void Map(RestRouter router)
    {
        router.Get("position/list", List);
        router.Get("position/closed-pnl", ClosedPnl);
        router.Post("position/set-leverage", SetLeverage);
        router.Post("position/switch-mode", SwitchMode);
        router.PostRaw("position/trading-stop", TradingStop);
    }

    private static Outcome List(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "inverse" or "option")) return RestContext.Bad("category invalid");
        var (symbol, settle, coin) = (context.Text("symbol"), context.Text("settleCoin"), context.Text("baseCoin"));
        if (category == "linear" && symbol is null && settle is null) return RestContext.Bad("symbol or settleCoin is required");
        if (category == "linear" && symbol is not null && context.Core.FindListing(category, symbol) is null) return RestContext.Bad("symbol invalid " + symbol);
        var margin = Margin.Of(context.Account, context.Core);
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, category);
        context.Json.WriteStartArray("list"u8);
        foreach (var holding in context.Account.Holdings)
        {
            if (holding.Listing.Category != category || (symbol is not null ? holding.Listing.Symbol != symbol : settle is not null ? holding.Listing.QuoteCoin != settle : holding.Listing.BaseCoin != coin)) continue;
            foreach (var position in holding.Positions)
            {
                if (holding.Hedge == (position.Index == 0) || (symbol is null && position.Size.IsZero)) continue;
                PositionRow.Write(context.Json, position, margin, stream: false);
            }
        }

        context.Json.WriteEndArray();
        context.Json.WriteString("nextPageCursor"u8, ""u8);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome ClosedPnl(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "inverse" or "option")) return RestContext.Bad("category invalid");
        var no = OrderEndpoints.TimeWindow(context, out var from, out var to);
        if (!no.Ok) return no;
        if (!context.TryInteger("limit", 1, 100, 50, out var limit)) return RestContext.Bad("limit invalid");
        var symbol = context.Text("symbol");
        var all = context.Account.ClosedPnl;
        var rows = Enumerable.Range(1, all.Count).Select(i => all[^i]).Where(r => r.Listing.Category == category && (symbol is null || r.Listing.Symbol == symbol) && r.UpdatedMs >= from && r.UpdatedMs <= to);
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, category);
        if (!Page.Write(context, rows, (int)limit, r => r.OrderId, WriteClosed)) return RestContext.Bad("cursor invalid");
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static void WriteClosed(System.Text.Json.Utf8JsonWriter json, ClosedPnl row)
    {
        json.WriteStartObject();
        json.WriteString("symbol"u8, row.Listing.Symbol);
        json.WriteString("orderId"u8, WireId.Order(true, row.OrderId));
        json.WriteString("side"u8, Names.Of(row.Side));
        json.Number("qty"u8, row.OrderQuantity);
        json.Number("orderPrice"u8, row.OrderPrice);
        json.WriteString("orderType"u8, Names.Of(row.Type));
        json.WriteString("execType"u8, Names.Of(row.Kind));
        json.Number("closedSize"u8, row.ClosedQuantity);
        json.Number("cumEntryValue"u8, row.EntryValue);
        json.Number("avgEntryPrice"u8, decimal.Round(row.EntryValue / row.ClosedQuantity, 10));
        json.Number("cumExitValue"u8, row.ExitValue);
        json.Number("avgExitPrice"u8, decimal.Round(row.ExitValue / row.ClosedQuantity, 10));
        json.Number("closedPnl"u8, row.Pnl);
        json.Text("fillCount"u8, row.FillCount);
        json.Number("leverage"u8, row.Leverage);
        json.Text("createdTime"u8, row.CreatedMs);
        json.Text("updatedTime"u8, row.UpdatedMs);
        json.WriteEndObject();
    }

    private static Outcome SetLeverage(RestContext context) => context.Text("category") == "linear" && context.Core.FindListing("linear", context.Text("symbol")) is { } listing
        ? context.Core.Positions.SetLeverage(context.Account, listing, context.Number("buyLeverage"), context.Number("sellLeverage"))
        : RestContext.Bad("category or symbol invalid");

    private static Outcome SwitchMode(RestContext context)
    {
        var (symbol, coin) = (context.Text("symbol"), context.Text("coin"));
        if (context.Text("category") != "linear" || (symbol is null && coin is null)) return RestContext.Bad("category, symbol or coin invalid");
        if (context.Text("mode") is null || !context.TryInteger("mode", 0, 3, 0, out var mode) || mode is not (0 or 3)) return RestContext.Bad("mode invalid: 0 or 3");
        var listings = context.Core.Listings.Where(l => l.IsLinear && (symbol is not null ? l.Symbol == symbol : l.QuoteCoin == coin)).ToList();
        return listings.Count == 0 ? RestContext.Bad("symbol or coin invalid") : context.Core.Positions.SwitchMode(context.Account, listings, (int)mode);
    }

    private static Outcome TradingStop(RestContext context)
    {
        context.Request.Clear();
        var json = new System.Text.Json.Utf8JsonReader(context.Call.Body.Span);
        if (!json.Read()) return RestContext.Bad("the body is empty");
        context.Reader.Read(ref json, context.Request);
        return context.Core.Positions.TradingStop(context.Account, context.Request);
    }
}
