using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>An instrument's rules (SPEC.md 5). Spot has basePrecision where linear has qtyStep.</summary>
internal static class InstrumentRow
{
    public static void Write(Utf8JsonWriter json, Listing listing)
    {
        json.WriteStartObject();
        json.WriteString("symbol"u8, listing.Symbol);
        json.WriteNumber("symbolId"u8, listing.Index + 1);
        json.WriteString("status"u8, listing.Rules.IsTrading ? "Trading"u8 : "Closed"u8);
        json.WriteString("baseCoin"u8, listing.BaseCoin);
        json.WriteString("quoteCoin"u8, listing.QuoteCoin);
        json.WriteString("symbolType"u8, ""u8);
        if (listing.IsLinear) WriteLinear(json, listing);
        else WriteSpot(json, listing);
        json.WriteStartObject("riskParameters"u8);
        json.Number("priceLimitRatioX"u8, listing.PriceLimitX);
        json.Number("priceLimitRatioY"u8, listing.PriceLimitY);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLinear(Utf8JsonWriter json, Listing listing)
    {
        var rules = listing.Rules;
        json.WriteString("contractType"u8, "LinearPerpetual"u8);
        json.WriteString("launchTime"u8, "1584230400000"u8);
        json.WriteString("deliveryTime"u8, "0"u8);
        json.WriteString("deliveryFeeRate"u8, ""u8);
        json.WriteString("priceScale"u8, "2"u8);
        json.WriteStartObject("leverageFilter"u8);
        json.WriteString("minLeverage"u8, "1"u8);
        json.Number("maxLeverage"u8, rules.MaxLeverage);
        json.WriteString("leverageStep"u8, "0.01"u8);
        json.WriteEndObject();
        json.WriteStartObject("priceFilter"u8);
        json.Number("minPrice"u8, rules.TickSize);
        json.WriteString("maxPrice"u8, "1999999.8"u8);
        json.Number("tickSize"u8, rules.TickSize);
        json.WriteEndObject();
        json.WriteStartObject("lotSizeFilter"u8);
        json.Number("maxOrderQty"u8, rules.MaxQuantity);
        json.Number("minOrderQty"u8, rules.MinQuantity);
        json.Number("qtyStep"u8, rules.LotSize);
        json.Number("postOnlyMaxOrderQty"u8, rules.MaxQuantity);
        json.Number("maxMktOrderQty"u8, listing.MaxMarketQuantity);
        json.Number("minNotionalValue"u8, rules.MinNotional);
        json.WriteEndObject();
        json.WriteBoolean("unifiedMarginTrade"u8, true);
        json.WriteNumber("fundingInterval"u8, 480);
        json.WriteString("settleCoin"u8, listing.QuoteCoin);
        json.WriteString("copyTrading"u8, "none"u8);
        json.WriteString("upperFundingRate"u8, "0.00375"u8);
        json.WriteString("lowerFundingRate"u8, "-0.00375"u8);
        json.WriteBoolean("isPreListing"u8, false);
        json.WriteNull("preListingInfo"u8);
    }

    private static void WriteSpot(Utf8JsonWriter json, Listing listing)
    {
        var rules = listing.Rules;
        json.WriteString("innovation"u8, "0"u8);
        json.WriteString("marginTrading"u8, "none"u8);
        json.WriteString("stTag"u8, "0"u8);
        json.WriteStartObject("lotSizeFilter"u8);
        json.Number("basePrecision"u8, rules.LotSize);
        json.Number("quotePrecision"u8, OrderRules.QuotePrecision);
        json.Number("minOrderQty"u8, rules.MinQuantity);
        json.Number("maxOrderQty"u8, rules.MaxQuantity);
        json.Number("minOrderAmt"u8, rules.MinNotional);
        json.WriteString("maxOrderAmt"u8, "8000000"u8);
        json.Number("maxLimitOrderQty"u8, rules.MaxQuantity);
        json.Number("maxMarketOrderQty"u8, listing.MaxMarketQuantity);
        json.Number("postOnlyMaxLimitOrderSize"u8, rules.MaxQuantity);
        json.WriteEndObject();
        json.WriteStartObject("priceFilter"u8);
        json.Number("tickSize"u8, rules.TickSize);
        json.WriteEndObject();
    }
}
