using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>Public market data but for klines and tapes (SPEC.md 6).</summary>
internal static class MarketEndpoints
{
    public static void Map(RestRouter router)
    {
        router.GetPublic("market/time", Time);
        router.GetPublic("market/instruments-info", Instruments);
        router.GetPublic("market/tickers", Tickers);
        router.GetPublic("market/orderbook", Book);
        router.GetPublic("market/price-limit", PriceLimit);
        router.GetPublic("market/risk-limit", RiskLimit);
        router.GetPublic("market/open-interest", OpenInterest);
    }

    /// <summary>The listing a call names; linear when it names no category.</summary>
    public static bool TryListing(RestContext context, out Listing listing, out Outcome no)
    {
        var category = context.Text("category") ?? "linear";
        listing = context.Core.FindListing(category, context.Text("symbol"))!;
        no = listing is not null ? Outcome.Success
            : category is "linear" or "spot" or "inverse" or "option" ? RestContext.Bad("symbol invalid " + context.Text("symbol"))
            : RestContext.Bad("category invalid");
        return no.Ok;
    }

    private static Outcome Time(RestContext context)
    {
        context.Json.WriteStartObject();
        context.Json.Text("timeSecond"u8, context.Core.NowMs / 1000);
        context.Json.Text("timeNano"u8, context.Core.Now.Nanoseconds);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome Instruments(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "spot" or "inverse" or "option")) return RestContext.Bad("category invalid");
        if (!context.TryInteger("limit", 1, 1000, 500, out var limit)) return RestContext.Bad("limit invalid");
        var symbol = context.Text("symbol");
        if (symbol is not null && category is "linear" or "spot" && context.Core.FindListing(category, symbol) is null && symbol is not null) return RestContext.Bad("symbol invalid " + symbol);
        var status = context.Text("status") ?? "Trading";
        var coin = context.Text("baseCoin");
        var rows = context.Core.Listings.Where(l => l.Category == category && status == "Trading" && (symbol is null || l.Symbol == symbol) && (coin is null || l.BaseCoin == coin));
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, category);
        if (category == "spot") limit = 1000;
        // Newest first is paging's habit; instruments go by descending id here so that a cursor works the same way.
        if (!Page.Write(context, rows.Reverse(), (int)limit, l => l.Index + 1, InstrumentRow.Write)) return RestContext.Bad("cursor invalid");
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome Tickers(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "spot" or "inverse" or "option")) return RestContext.Bad("category invalid");
        var symbol = context.Text("symbol");
        if (symbol is not null && context.Core.FindListing(category, symbol) is null) return RestContext.Bad("symbol invalid " + symbol);
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, category);
        context.Json.WriteStartArray("list"u8);
        foreach (var listing in context.Core.Listings)
        {
            if (listing.Category == category && (symbol is null || listing.Symbol == symbol)) TickerRow.Write(context.Json, listing);
        }

        context.Json.WriteEndArray();
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome Book(RestContext context)
    {
        if (!TryListing(context, out var listing, out var no)) return no;
        if (!context.TryInteger("limit", 1, 1000, listing.IsLinear ? 25 : 1, out var limit)) return RestContext.Bad("limit invalid");
        context.Json.WriteStartObject();
        context.Json.WriteString("s"u8, listing.Symbol);
        WriteSide(context.Json, "b"u8, listing, Side.Buy, (int)limit);
        WriteSide(context.Json, "a"u8, listing, Side.Sell, (int)limit);
        context.Json.WriteNumber("ts"u8, context.Core.NowMs);
        context.Json.WriteNumber("u"u8, listing.DeepUpdates);
        context.Json.WriteNumber("seq"u8, listing.Seq);
        context.Json.WriteNumber("cts"u8, listing.BookChangedMs);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, Listing listing, Side side, int limit)
    {
        json.WriteStartArray(name);
        var levels = new BookLevel[limit];
        foreach (ref readonly var level in levels.AsSpan(0, listing.Book.Depth(side, levels)))
        {
            json.WriteStartArray();
            json.NumberValue(level.Price.Raw, Price.Decimals);
            json.NumberValue(level.Quantity.Raw, Quantity.Decimals);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static Outcome PriceLimit(RestContext context)
    {
        if (!TryListing(context, out var listing, out var no)) return no;
        context.Json.WriteStartObject();
        context.Json.WriteString("symbol"u8, listing.Symbol);
        context.Json.Number("buyLmt"u8, listing.MaxBuy);
        context.Json.Number("sellLmt"u8, listing.MinSell);
        context.Json.Text("ts"u8, context.Core.NowMs);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome RiskLimit(RestContext context)
    {
        var category = context.Text("category");
        if (category is not ("linear" or "inverse")) return RestContext.Bad("category invalid");
        var symbol = context.Text("symbol");
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, category);
        context.Json.WriteStartArray("list"u8);
        foreach (var listing in context.Core.Listings.Where(l => l.Category == category && (symbol is null || l.Symbol == symbol)))
        {
            context.Json.WriteStartObject();
            context.Json.WriteNumber("id"u8, 1);
            context.Json.WriteString("symbol"u8, listing.Symbol);
            context.Json.WriteString("riskLimitValue"u8, "2000000"u8);
            context.Json.Number("maintenanceMargin"u8, listing.Rules.MaintenanceMarginRate);
            context.Json.Number("initialMargin"u8, 1 / listing.Rules.MaxLeverage);
            context.Json.WriteNumber("isLowestRisk"u8, 1);
            context.Json.Number("maxLeverage"u8, listing.Rules.MaxLeverage);
            context.Json.WriteString("mmDeduction"u8, ""u8);
            context.Json.WriteEndObject();
        }

        context.Json.WriteEndArray();
        context.Json.WriteString("nextPageCursor"u8, ""u8);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome OpenInterest(RestContext context)
    {
        if (!TryListing(context, out var listing, out var no)) return no;
        context.Json.WriteStartObject();
        context.Json.WriteString("symbol"u8, listing.Symbol);
        context.Json.WriteString("category"u8, listing.Category);
        context.Json.WriteStartArray("list"u8);
        context.Json.WriteStartObject();
        context.Json.Number("openInterest"u8, TickerRow.OpenInterest(listing));
        context.Json.Text("timestamp"u8, context.Core.NowMs);
        context.Json.WriteEndObject();
        context.Json.WriteEndArray();
        context.Json.WriteString("nextPageCursor"u8, ""u8);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }
}
