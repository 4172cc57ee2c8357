using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>account/*, user/* and asset/* as far as a trading bot and the stock clients ask (SPEC.md 9, 14, 16).</summary>
internal static class AccountEndpoints
{
    private static readonly Dictionary<string, decimal> DemoCaps = new(StringComparer.Ordinal) { ["BTC"] = 15, ["ETH"] = 200, ["USDT"] = 100_000, ["USDC"] = 100_000 };

    public static void Map(RestRouter router)
    {
        router.Get("account/wallet-balance", Wallet);
        router.Get("account/fee-rate", FeeRate);
        router.Get("account/info", Info);
        router.Get("account/query-dcp-info", Dcp);
        router.Get("account/transaction-log", Log);
        router.Post("account/demo-apply-money", ApplyMoney);
        router.Get("user/query-api", QueryApi);
        router.Get("asset/coin/query-info", Coins);
    }

    private static Outcome Wallet(RestContext context)
    {
        if (context.Text("accountType") is not "UNIFIED") return RestContext.Bad("accountType only support UNIFIED.");
        context.Json.WriteStartObject();
        context.Json.WriteStartArray("list"u8);
        WalletRow.Write(context.Json, context.Account, context.Core, context.Text("coin")?.Split(','));
        context.Json.WriteEndArray();
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome FeeRate(RestContext context)
    {
        var (category, symbol) = (context.Text("category"), context.Text("symbol"));
        if (category is not ("linear" or "spot" or "inverse" or "option")) return RestContext.Bad("category invalid");
        if (symbol is not null && context.Core.FindListing(category, symbol) is null) return RestContext.Bad("symbol invalid " + symbol);
        context.Json.WriteStartObject();
        context.Json.WriteStartArray("list"u8);
        foreach (var listing in context.Core.Listings.Where(l => l.Category == category && (symbol is null || l.Symbol == symbol)))
        {
            context.Json.WriteStartObject();
            context.Json.WriteString("symbol"u8, listing.Symbol);
            context.Json.Number("takerFeeRate"u8, listing.Rules.Fees.TakerRate);
            context.Json.Number("makerFeeRate"u8, listing.Rules.Fees.MakerRate);
            context.Json.WriteEndObject();
        }

        context.Json.WriteEndArray();
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome Info(RestContext context)
    {
        context.Json.WriteStartObject();
        context.Json.WriteString("marginMode"u8, "REGULAR_MARGIN"u8);
        context.Json.WriteNumber("unifiedMarginStatus"u8, 5);
        context.Json.Text("updatedTime"u8, context.Core.Clock.Start.ToMilliseconds());
        context.Json.WriteString("dcpStatus"u8, "OFF"u8);
        context.Json.WriteNumber("timeWindow"u8, 10);
        context.Json.WriteNumber("smpGroup"u8, 0);
        context.Json.WriteBoolean("isMasterTrader"u8, false);
        context.Json.WriteString("spotHedgingStatus"u8, "OFF"u8);
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome Dcp(RestContext context)
    {
        context.Json.WriteStartObject();
        context.Json.WriteStartArray("dcpInfos"u8);
        for (var product = 0; product < 2; product++)
        {
            var seconds = context.Account.DcpSeconds[product];
            context.Json.WriteStartObject();
            context.Json.WriteString("product"u8, product == 0 ? "DERIVATIVES" : "SPOT");
            context.Json.WriteString("dcpStatus"u8, seconds > 0 ? "ON" : "OFF");
            context.Json.Text("timeWindow"u8, seconds > 0 ? seconds : 10);
            context.Json.WriteEndObject();
        }

        context.Json.WriteEndArray();
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static Outcome Log(RestContext context)
    {
        var no = OrderEndpoints.TimeWindow(context, out var from, out var to);
        if (!no.Ok) return no;
        if (!context.TryInteger("limit", 1, 50, 20, out var limit)) return RestContext.Bad("limit invalid");
        var (category, currency, coin, type) = (context.Text("category"), context.Text("currency"), context.Text("baseCoin"), context.Text("type"));
        var all = context.Account.WalletChanges;
        var rows = Enumerable.Range(1, all.Count).Select(i => all[^i]).Where(r =>
            r.TimeMs >= from && r.TimeMs <= to && (category is null || r.Listing?.Category == category) && (currency is null || r.Coin == currency)
            && (coin is null || r.Listing?.BaseCoin == coin) && (type is null || r.Type == type));
        context.Json.WriteStartObject();
        if (!Page.Write(context, rows, (int)limit, r => r.Id, WriteChange)) return RestContext.Bad("cursor invalid");
        context.Json.WriteEndObject();
        return Outcome.Success;
    }

    private static void WriteChange(Utf8JsonWriter json, WalletChange row)
    {
        var linear = row.Listing?.IsLinear ?? false;
        json.WriteStartObject();
        json.Text("id"u8, row.Id);
        json.WriteString("symbol"u8, row.Listing?.Symbol ?? "");
        json.WriteString("category"u8, row.Listing?.Category ?? "");
        json.WriteString("side"u8, row.Side is { } side ? Names.Of(side) : "None");
        json.Text("transactionTime"u8, row.TimeMs);
        json.WriteString("type"u8, row.Type);
        json.WriteString("transSubType"u8, ""u8);
        json.Number("qty"u8, row.Quantity);
        json.Number("size"u8, row.Size);
        json.WriteString("currency"u8, row.Coin);
        json.Number("tradePrice"u8, row.Price);
        if (row.Funding is { } funding) json.Number("funding"u8, funding);
        else json.WriteString("funding"u8, ""u8);
        json.Number("fee"u8, row.Fee);
        json.Number("cashFlow"u8, row.CashFlow);
        json.Number("change"u8, row.Change);
        json.Number("cashBalance"u8, row.Balance);
        json.Number("feeRate"u8, row.FeeRate);
        json.WriteString("bonusChange"u8, ""u8);
        json.WriteString("tradeId"u8, row.TradeId == 0 ? "" : WireId.Execution(linear, row.TradeId));
        json.WriteString("orderId"u8, row.OrderId == 0 ? "" : WireId.Order(linear, row.OrderId));
        json.WriteString("orderLinkId"u8, row.LinkId);
        json.WriteString("extraFees"u8, ""u8);
        json.WriteEndObject();
    }

    private static Outcome ApplyMoney(RestContext context)
    {
        if (!context.TryInteger("adjustType", 0, 1, 0, out var type)) return RestContext.Bad("adjustType invalid");
        if (!context.Body.TryGetProperty("utaDemoApplyMoney", out var list) || list.ValueKind != JsonValueKind.Array) return RestContext.Bad("utaDemoApplyMoney invalid");
        var wanted = new List<(string Coin, decimal Amount)>();
        foreach (var row in list.EnumerateArray())
        {
            var coin = row.ValueKind == JsonValueKind.Object && row.TryGetProperty("coin", out var c) ? c.ToString() : "";
            var amount = row.ValueKind == JsonValueKind.Object && row.TryGetProperty("amountStr", out var a) ? OrderRequestReader.ParseNumber(System.Text.Encoding.UTF8.GetBytes(a.ToString())) : default;
            if (!DemoCaps.TryGetValue(coin, out var cap) || !amount.IsSet || amount.Value < 0 || amount.Value > cap) return RestContext.Bad("utaDemoApplyMoney invalid: BTC 15, ETH 200, USDT 100000, USDC 100000 at most");
            if (type == 1 && amount.Value > context.Core.Coin(context.Account, coin).Wallet - context.Core.Coin(context.Account, coin).Locked) return RestContext.Bad("amount exceeds the balance");
            wanted.Add((coin, amount.Value));
        }

        foreach (var (coin, amount) in wanted) context.Core.Deposit(context.Account, coin, type == 0 ? amount : -amount);
        return Outcome.Success;
    }

    private static Outcome QueryApi(RestContext context)
    {
        var json = context.Json;
        json.WriteStartObject();
        json.Text("id"u8, context.Account.Uid);
        json.WriteString("note"u8, "simulated"u8);
        json.WriteString("apiKey"u8, context.Account.Key);
        json.WriteNumber("readOnly"u8, 0);
        json.WriteString("secret"u8, ""u8);
        json.WriteStartObject("permissions"u8);
        WriteList(json, "ContractTrade", "Order", "Position");
        WriteList(json, "Spot", "SpotTrade");
        WriteList(json, "Wallet");
        WriteList(json, "Options");
        WriteList(json, "Derivatives", "DerivativesTrade");
        WriteList(json, "Exchange");
        json.WriteEndObject();
        WriteList(json, "ips", "*");
        json.WriteNumber("type"u8, 1);
        json.WriteNumber("deadlineDay"u8, -1);
        json.WriteString("expiredAt"u8, "1970-01-01T00:00:00Z"u8);
        json.WriteString("createdAt"u8, context.Core.Clock.Start.ToString());
        json.WriteNumber("unified"u8, 0);
        json.WriteNumber("uta"u8, 1);
        json.WriteNumber("userID"u8, context.Account.Uid);
        json.WriteNumber("inviterID"u8, 0);
        json.WriteString("vipLevel"u8, "No VIP"u8);
        json.WriteString("mktMakerLevel"u8, "0"u8);
        json.WriteNumber("affiliateID"u8, 0);
        json.WriteString("rsaPublicKey"u8, ""u8);
        json.WriteBoolean("isMaster"u8, true);
        json.WriteString("parentUid"u8, "0"u8);
        json.WriteEndObject();
        return Outcome.Success;
    }

    private static void WriteList(Utf8JsonWriter json, string name, params ReadOnlySpan<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    }

    private static Outcome Coins(RestContext context)
    {
        var only = context.Text("coin");
        var json = context.Json;
        json.WriteStartObject();
        json.WriteStartArray("rows"u8);
        foreach (var coin in context.Account.Coins.Keys.Where(c => only is null || c == only))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, coin);
            json.WriteString("coin"u8, coin);
            json.WriteString("remainAmount"u8, "0"u8);
            // Nothing can be deposited to or withdrawn from a simulated exchange, so no chain is listed.
            json.WriteStartArray("chains"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return Outcome.Success;
    }
}
