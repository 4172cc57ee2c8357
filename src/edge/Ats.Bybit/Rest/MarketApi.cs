using System.Text;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>Public market data over REST. Lists come newest first from the exchange and oldest first from here.</summary>
public sealed class MarketApi
{
    private const int MaxPages = 200;
    private const int KlinesPerPage = 1000;

    private readonly RestTransport _transport;
    private readonly ServerClock _clock;

    internal MarketApi(RestTransport transport, ServerClock clock) => (_transport, _clock) = (transport, clock);

    /// <summary>All instruments of spot or linear, every page. Left out: dated futures, and what our fixed point cannot hold exactly.</summary>
    /// <param name="category">Spot or linear.</param>
    /// <param name="symbol">One symbol only; none = all.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<IReadOnlyList<InstrumentInfo>>> InstrumentsAsync(Category category, string? symbol = null, CancellationToken cancel = default)
    {
        var all = new List<InstrumentInfo>();
        var result = await ReadPages.AllAsync(
            _transport,
            cursor => RestCall.Public(WirePaths.InstrumentsInfo, new Query().Add("category", category.Text()).Add("symbol", symbol).Add("limit", category == Category.Spot ? null : "1000").Cursor(cursor)),
            row => InstrumentInfo.TryRead(row, category),
            all,
            MaxPages,
            cancel);
        return result.Select(_ => (IReadOnlyList<InstrumentInfo>)all);
    }

    /// <summary>Candles of a span, oldest first, both ends included, as many requests as needed. The last may still be open (not Confirmed).</summary>
    /// <exception cref="ArgumentException">The exchange has no such interval.</exception>
    public async Task<Outcome<IReadOnlyList<KlineRow>>> KlinesAsync(Category category, string symbol, BarInterval interval, Timestamp start, Timestamp end, CancellationToken cancel = default)
    {
        if (!WireIntervals.TryText(interval, out var text)) throw new ArgumentException($"Bybit has no klines of {interval}.", nameof(interval));
        var all = new List<KlineRow>();
        for (var from = start; from <= end; from += KlinesPerPage * interval.Nanoseconds)
        {
            var last = from + ((KlinesPerPage * interval.Nanoseconds) - Timestamp.NanosecondsPerMillisecond);
            var query = new Query().Add("category", category.Text()).Add("symbol", symbol).Add("interval", text)
                .Add("start", from).Add("end", last < end ? last : end).Add("limit", KlinesPerPage);
            var page = await _transport.SendAsync(
                RestCall.Public(WirePaths.Kline, query),
                reply => reply.Result.Rows("list").Select(row => KlineRow.Read(row, symbol, interval, _clock.Now)).ToArray(),
                cancel);
            if (page is not Outcome<KlineRow[]>.Ok rows) return page.Select(_ => (IReadOnlyList<KlineRow>)all);
            Array.Reverse(rows.Value);
            all.AddRange(rows.Value.Where(r => all.Count == 0 || r.Start > all[^1].Start));
        }

        return new Outcome<IReadOnlyList<KlineRow>>.Ok(all);
    }

    /// <param name="category">Spot or linear.</param>
    /// <param name="symbol">Upper case.</param>
    /// <param name="depth">1 to 1000; the exchange's own default differs by category, so it is always said.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<BookSnapshot>> OrderBookAsync(Category category, string symbol, int depth, CancellationToken cancel = default) => _transport.SendAsync(
        RestCall.Public(WirePaths.OrderBook, new Query().Add("category", category.Text()).Add("symbol", symbol).Add("limit", depth)),
        static reply => BookSnapshot.Read(reply.Result),
        cancel);

    public Task<Outcome<IReadOnlyList<Ticker>>> TickersAsync(Category category, string? symbol = null, CancellationToken cancel = default) => _transport.SendAsync(
        RestCall.Public(WirePaths.Tickers, new Query().Add("category", category.Text()).Add("symbol", symbol)),
        static reply => (IReadOnlyList<Ticker>)[.. reply.Result.Rows("list").Select(row => Ticker.Read(row, reply.Root.Time("time")))],
        cancel);

    /// <summary>The newest public trades, oldest first, as events of the given instrument; spot tells at most 60, linear 1000.</summary>
    public Task<Outcome<IReadOnlyList<MarketEvent>>> RecentTradesAsync(Category category, string symbol, short instrument, int limit, CancellationToken cancel = default) => _transport.SendAsync(
        RestCall.Public(WirePaths.RecentTrade, new Query().Add("category", category.Text()).Add("symbol", symbol).Add("limit", Math.Min(limit, category == Category.Spot ? 60 : 1000))),
        reply =>
        {
            var received = _clock.LocalNow;
            return (IReadOnlyList<MarketEvent>)[.. reply.Result.Rows("list").Reverse().Select(row => MarketEvent.FromTrade(
                instrument,
                row.Time("time"),
                received,
                Price.FromDecimal(row.RequiredDecimal("price")),
                Quantity.FromDecimal(row.RequiredDecimal("size")),
                row.Side("side"),
                TradeId.Of(Encoding.UTF8.GetBytes(row.Text("execId")))))];
        },
        cancel);
}
