using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Bybit.Exchange.Core;

/// <summary>Moves the market with time: the source's steps, marks and indexes, candles, funding, triggers on marks, liquidation.</summary>
internal sealed class MarketClock(ExchangeCore core)
{
    private const long LongSleepNanoseconds = 300 * Timestamp.NanosecondsPerSecond;
    private readonly MarketDesk _desk = new(core);
    private Timestamp _start;
    private long _dayRefreshedMs;

    public Timestamp Start => _start;

    /// <summary>Opens the market; price history is loaded where the listings have none.</summary>
    /// <param name="start">The first start of this market ever.</param>
    /// <param name="now">The moment of opening.</param>
    /// <param name="last">Prices to continue from; null when fresh.</param>
    public void Open(Timestamp start, Timestamp now, IReadOnlyList<Price>? last)
    {
        _start = start;
        core.SetNow(now);
        core.Market.Open(new MarketOpening(start, now, last), _desk);
        foreach (var listing in core.Listings)
        {
            if (listing.Candles.Minutes.Count == 0 || listing.Candles.Minutes[0].StartMs > start.ToMilliseconds() - 60_000) LoadHistory(listing);
            var value = core.Market.IndexPrice(listing.Index);
            listing.IndexPrice = value;
            if (listing.Last.Raw == 0) listing.Last = last is not null && last[listing.Index].Raw > 0 ? last[listing.Index] : value;
            listing.Mark = listing.IsLinear ? value : listing.Last;
            listing.FundingRate = core.Market.FundingRate(listing.Index);
            listing.NextFundingMs = NextFunding(core.NowMs);
            if (listing.FundingHistory.Count == 0) InventFundingHistory(listing);
            listing.RefreshDay(core.NowMs);
        }
    }

    /// <summary>Brings everything to a moment.</summary>
    public void Tick(Timestamp now)
    {
        if (now - core.Market.NextStep > LongSleepNanoseconds) core.Market.Open(new MarketOpening(_start, now, core.Listings.Select(l => l.Last).ToList()), _desk);
        while (core.Market.NextStep <= now)
        {
            core.SetNow(core.Market.NextStep);
            core.Market.Step(core.Market.NextStep, _desk);
            foreach (var listing in core.Listings) Mark(listing);
        }

        core.SetNow(now);
        foreach (var listing in core.Listings)
        {
            listing.Candles.Advance(core.NowMs);
            if (listing.IsLinear && core.NowMs >= listing.NextFundingMs) Fund(listing);
        }

        core.Liquidation.Check();
        if (core.NowMs - _dayRefreshedMs < 1000) return;
        _dayRefreshedMs = core.NowMs;
        foreach (var listing in core.Listings) listing.RefreshDay(core.NowMs);
    }

    /// <summary>Median of last, index plus smoothed basis, and index grown by the funding still due, as Bybit defines the mark.</summary>
    public void Mark(Listing listing)
    {
        listing.IndexPrice = core.Market.IndexPrice(listing.Index);
        listing.FundingRate = core.Market.FundingRate(listing.Index);
        var (bid, ask) = (listing.Book.BestBid.Price, listing.Book.BestAsk.Price);
        var index = listing.IndexPrice.ToDouble();
        if (bid.Raw > 0 && ask.Raw > 0) Smooth(listing, ((bid.ToDouble() + ask.ToDouble()) / 2) - index);
        var due = (double)listing.FundingRate * Math.Max(0, listing.NextFundingMs - core.NowMs) / Listing.FundingIntervalMs;
        var mark = listing.IsLinear ? Median(listing.Last.ToDouble(), index + (double.IsNaN(listing.Basis) ? 0 : listing.Basis), index * (1 + due)) : listing.Last.ToDouble();
        SetMark(listing, listing.Rules.RoundToTick(Price.FromDouble(mark)));
    }

    /// <summary>The basis follows the market slowly, from where it first stood.</summary>
    private static void Smooth(Listing listing, double basis) =>
        listing.Basis = double.IsNaN(listing.Basis) ? basis : listing.Basis + ((basis - listing.Basis) / 900);

    /// <summary>States a mark price; wakes orders that watch mark or index.</summary>
    public void SetMark(Listing listing, Price mark)
    {
        listing.Mark = mark;
        listing.MarkCandles.Update(core.NowMs, mark, default, 0);
        listing.IndexCandles.Update(core.NowMs, listing.IndexPrice, default, 0);
        if (listing.Waiting.Count == 0) return;
        core.Triggers.Check(listing, PriceBasis.MarkPrice, mark, mark);
        core.Triggers.Check(listing, PriceBasis.IndexPrice, listing.IndexPrice, listing.IndexPrice);
        core.Triggers.Drain();
    }

    /// <summary>Settles funding for every position of a listing at its present mark and rate.</summary>
    public void Fund(Listing listing)
    {
        foreach (var account in core.Accounts)
        {
            foreach (var position in account.Holding(listing).Positions)
            {
                if (position.Size.IsZero) continue;
                core.Settlement.Fund(position);
                core.Listener.OnPosition(position);
                core.Listener.OnWallet(account);
            }
        }

        listing.FundingHistory.Add(new FundingPoint(listing.NextFundingMs, listing.FundingRate));
        listing.NextFundingMs = NextFunding(core.NowMs);
    }

    private static long NextFunding(long nowMs) => ((nowMs / Listing.FundingIntervalMs) + 1) * Listing.FundingIntervalMs;

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    private void InventFundingHistory(Listing listing)
    {
        if (!listing.IsLinear) return;
        var first = NextFunding(_start.ToMilliseconds()) - (90 * Listing.FundingIntervalMs);
        for (var at = first; at < core.NowMs; at += Listing.FundingIntervalMs) listing.FundingHistory.Add(new FundingPoint(at, listing.FundingRate));
    }

    /// <summary>Loads the source's past in front of what is there already (live minutes of before a restart).</summary>
    private void LoadHistory(Listing listing)
    {
        var live = listing.Candles.Minutes.ToList();
        listing.Candles.Clear();
        foreach (var bar in core.Market.History(listing.Index))
        {
            var candle = Candle.From(bar);
            if (live.Count > 0 && candle.StartMs >= live[0].StartMs) break;
            listing.Candles.Load(candle);
            var flat = candle with { Volume = 0, Turnover = 0 };
            listing.MarkCandles.Load(flat);
            listing.IndexCandles.Load(flat);
        }

        foreach (var candle in live) listing.Candles.Append(candle);
        listing.Candles.Advance(core.NowMs);
        if (listing.Last.Raw == 0 && listing.Candles.Minutes.Count > 0) listing.Last = new Price(listing.Candles.Minutes[^1].Close);
    }
}
