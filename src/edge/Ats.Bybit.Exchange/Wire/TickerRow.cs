using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>The ticker of one instrument over REST.</summary>
internal static class TickerRow
{
    private static readonly string[] Dead = ["predictedDeliveryPrice", "basisRate", "deliveryFeeRate", "basis", "preOpenPrice", "preQty", "curPreListingPhase", "basisRateYear"];

    public static void Write(Utf8JsonWriter json, Listing listing)
    {
        var (bid, ask) = (listing.Book.BestBid, listing.Book.BestAsk);
        json.WriteStartObject();
        json.WriteString("symbol"u8, listing.Symbol);
        json.Number("bid1Price"u8, bid.Price);
        json.Number("bid1Size"u8, bid.Quantity);
        json.Number("ask1Price"u8, ask.Price);
        json.Number("ask1Size"u8, ask.Quantity);
        json.Number("lastPrice"u8, listing.Last);
        json.Number("prevPrice24h"u8, listing.Day.Previous);
        json.Number("price24hPcnt"u8, Change(listing));
        json.Number("highPrice24h"u8, listing.Day.High);
        json.Number("lowPrice24h"u8, listing.Day.Low);
        json.Number("turnover24h"u8, listing.Day.Turnover);
        json.Number("volume24h"u8, listing.Day.Volume);
        if (listing.IsLinear) WriteLinear(json, listing);
        else json.Number("usdIndexPrice"u8, listing.IndexPrice);
        json.WriteEndObject();
    }

    /// <summary>Change over 24 hours as a fraction.</summary>
    public static decimal Change(Listing listing) =>
        listing.Day.Previous.Raw == 0 ? 0 : decimal.Round((listing.Last.ToDecimal() / listing.Day.Previous.ToDecimal()) - 1, 6);

    /// <summary>An invented base of the participants, in base units: a fiftieth of a day's volume.</summary>
    public static decimal OpenInterest(Listing listing) => decimal.Round(listing.Day.Volume.ToDecimal() / 50, 3);

    private static void WriteLinear(Utf8JsonWriter json, Listing listing)
    {
        json.Number("indexPrice"u8, listing.IndexPrice);
        json.Number("markPrice"u8, listing.Mark);
        json.Number("prevPrice1h"u8, listing.Day.PreviousHour);
        json.Number("openInterest"u8, OpenInterest(listing));
        json.Number("openInterestValue"u8, decimal.Round(OpenInterest(listing) * listing.Mark.ToDecimal(), 2));
        json.Number("fundingRate"u8, listing.FundingRate);
        json.Text("nextFundingTime"u8, listing.NextFundingMs);
        json.WriteString("fundingIntervalHour"u8, "8"u8);
        json.WriteString("fundingCap"u8, "0.00375"u8);
        foreach (var name in Dead) json.WriteString(name, "");
        json.WriteString("deliveryTime"u8, "0"u8);
    }
}
