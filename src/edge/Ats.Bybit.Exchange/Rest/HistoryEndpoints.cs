using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>Public time series: klines of four prices, trades, funding.</summary>
internal static class HistoryEndpoints
{
    public static void Map(RestRouter router)
    {
        router.GetPublic("market/kline", c => Kline(c, l => l.Candles, withVolume: true));
        router.GetPublic("market/mark-price-kline", c => Kline(c, l => l.MarkCandles, withVolume: false));
        router.GetPublic("market/index-price-kline", c => Kline(c, l => l.IndexCandles, withVolume: false));
        router.GetPublic("market/premium-index-price-kline", Premium);
        router.GetPublic("market/recent-trade", Trades);
        router.GetPublic("market/funding/history", Funding);
    }

    private static Outcome Window(RestContext context, out Listing listing, out KlineInterval interval, out (long From, long To, int Limit) window)
    {
        window = default;
        interval = default;
        if (!MarketEndpoints.TryListing(context, out listing, out var no)) return no;
        if (!KlineInterval.TryParse(context.Text("interval"), out interval)) return RestContext.Bad("interval invalid");
        var ok = context.TryInteger("start", 0, long.MaxValue / 2, 0, out var from) & context.TryInteger("end", 0, long.MaxValue / 2, long.MaxValue, out var to) & context.TryInteger("limit", 1, 1000, 200, out var limit);
        if (!ok) return RestContext.Bad("start, end or limit invalid");
        // start alone means the first rows from start on, not the newest ones.
        if (context.Text("start") is not null && context.Text("end") is null)
        {
            var end = from;
            for (var i = 1; i < limit && end < context.Core.NowMs; i++) end = interval.EndOf(interval.StartOf(end)) + 1;
            to = end;
        }

        window = (from, to, (int)limit);
        return Outcome.Success;
    }

    private static Outcome Kline(RestContext context, Func<Listing, CandleSeries> series, bool withVolume)
    {
        var no = Window(context, out var listing, out var interval, out var window);
        if (!no.Ok) return no;
        Begin(context, listing);
        foreach (var candle in series(listing).Query(interval, window.From, window.To, window.Limit))
        {
            context.Json.WriteStartArray();
            context.Json.NumberValue(candle.StartMs, 0);
            context.Json.NumberValue(candle.Open, Price.Decimals);
            context.Json.NumberValue(candle.High, Price.Decimals);
            context.Json.NumberValue(candle.Low, Price.Decimals);
            context.Json.NumberValue(candle.Close, Price.Decimals);
            if (withVolume)
            {
                context.Json.NumberValue(candle.Volume, Quantity.Decimals);
                context.Json.NumberValue(candle.Turnover);
            }

            context.Json.WriteEndArray();
        }

        return End(context);
    }

    /// <summary>Mark over index less one, per candle.</summary>
    private static Outcome Premium(RestContext context)
    {
        var no = Window(context, out var listing, out var interval, out var window);
        if (!no.Ok) return no;
        var marks = listing.MarkCandles.Query(interval, window.From, window.To, window.Limit);
        var indexes = listing.IndexCandles.Query(interval, window.From, window.To, window.Limit);
        Begin(context, listing);
        for (var i = 0; i < Math.Min(marks.Count, indexes.Count); i++)
        {
            var open = Ratio(marks[i].Open, indexes[i].Open);
            var close = Ratio(marks[i].Close, indexes[i].Close);
            context.Json.WriteStartArray();
            context.Json.NumberValue(marks[i].StartMs, 0);
            context.Json.NumberValue(open);
            context.Json.NumberValue(Math.Max(open, close));
            context.Json.NumberValue(Math.Min(open, close));
            context.Json.NumberValue(close);
            context.Json.WriteEndArray();
        }

        return End(context);

        static decimal Ratio(long mark, long index) => index == 0 ? 0 : decimal.Round(((decimal)mark / index) - 1, 6);
    }

    private static Outcome Trades(RestContext context)
    {
        if (!MarketEndpoints.TryListing(context, out var listing, out var no)) return no;
        var most = listing.IsLinear ? 1000 : 60;
        if (!context.TryInteger("limit", 1, most, Math.Min(most, 500), out var limit)) return RestContext.Bad("limit invalid");
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, listing.Category);
        context.Json.WriteStartArray("list"u8);
        foreach (var trade in listing.Tape.Reverse().Take((int)limit))
        {
            context.Json.WriteStartObject();
            context.Json.WriteString("execId"u8, WireId.Execution(listing.IsLinear, trade.Id));
            context.Json.WriteString("symbol"u8, listing.Symbol);
            context.Json.Number("price"u8, trade.Price);
            context.Json.Number("size"u8, trade.Quantity);
            context.Json.WriteString("side"u8, Names.Of(trade.TakerSide));
            context.Json.Text("time"u8, trade.TimeMs);
            context.Json.WriteBoolean("isBlockTrade"u8, false);
            context.Json.WriteBoolean("isRPITrade"u8, false);
            context.Json.Text("seq"u8, trade.Seq);
            context.Json.WriteEndObject();
        }

        return End(context);
    }

    private static Outcome Funding(RestContext context)
    {
        if (!MarketEndpoints.TryListing(context, out var listing, out var no)) return no;
        if (!listing.IsLinear) return RestContext.Bad("category invalid");
        if (context.Text("startTime") is not null && context.Text("endTime") is null) return RestContext.Bad("endTime is required with startTime");
        var ok = context.TryInteger("startTime", 0, long.MaxValue, 0, out var from) & context.TryInteger("endTime", 0, long.MaxValue, long.MaxValue, out var to) & context.TryInteger("limit", 1, 200, 200, out var limit);
        if (!ok) return RestContext.Bad("startTime, endTime or limit invalid");
        context.Json.WriteStartObject();
        context.Json.WriteString("category"u8, listing.Category);
        context.Json.WriteStartArray("list"u8);
        foreach (var point in Enumerable.Reverse(listing.FundingHistory).Where(p => p.TimeMs >= from && p.TimeMs <= to).Take((int)limit))
        {
            context.Json.WriteStartObject();
            context.Json.WriteString("symbol"u8, listing.Symbol);
            context.Json.Number("fundingRate"u8, point.Rate);
            context.Json.Text("fundingRateTimestamp"u8, point.TimeMs);
            context.Json.WriteEndObject();
        }

        return End(context);
    }

    private static void Begin(RestContext context, Listing listing)
    {
        context.Json.WriteStartObject();
        context.Json.WriteString("symbol"u8, listing.Symbol);
        context.Json.WriteString("category"u8, listing.Category);
        context.Json.WriteStartArray("list"u8);
    }

    private static Outcome End(RestContext context)
    {
        context.Json.WriteEndArray();
        context.Json.WriteEndObject();
        return Outcome.Success;
    }
}
