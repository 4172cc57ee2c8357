using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>
/// The state of a ticker: linear streams send changed fields only, so a delta is merged into what was known (absent = unchanged). The spot stream has no bid, ask,
/// mark, index or funding.
/// </summary>
public sealed record Ticker
{
    public required string Symbol { get; init; }
    public decimal? LastPrice { get; init; }
    public decimal? MarkPrice { get; init; }
    public decimal? IndexPrice { get; init; }
    public decimal? BidPrice { get; init; }
    public decimal? BidSize { get; init; }
    public decimal? AskPrice { get; init; }
    public decimal? AskSize { get; init; }

    /// <summary>Share of notional at the next settlement; positive = longs pay.</summary>
    public decimal? FundingRate { get; init; }
    public Timestamp NextFunding { get; init; }
    public int FundingIntervalHours { get; init; }
    public decimal? OpenInterest { get; init; }
    public decimal? Volume24h { get; init; }
    public decimal? Turnover24h { get; init; }

    /// <summary>A fraction: 0.01 = one percent up.</summary>
    public decimal? Change24h { get; init; }
    public Timestamp Published { get; init; }

    internal static Ticker Read(JsonRow row, Timestamp published) => new Ticker { Symbol = row.Required("symbol") }.Merge(row, published);

    internal Ticker Merge(JsonRow row, Timestamp published) => this with
    {
        LastPrice = row.DecimalOrAbsent("lastPrice") ?? LastPrice,
        MarkPrice = row.DecimalOrAbsent("markPrice") ?? MarkPrice,
        IndexPrice = row.DecimalOrAbsent("indexPrice") ?? IndexPrice,
        BidPrice = row.DecimalOrAbsent("bid1Price") ?? BidPrice,
        BidSize = row.DecimalOrAbsent("bid1Size") ?? BidSize,
        AskPrice = row.DecimalOrAbsent("ask1Price") ?? AskPrice,
        AskSize = row.DecimalOrAbsent("ask1Size") ?? AskSize,
        FundingRate = row.DecimalOrAbsent("fundingRate") ?? FundingRate,
        NextFunding = row.Time("nextFundingTime") is { Nanoseconds: not 0 } next ? next : NextFunding,
        FundingIntervalHours = row.Small("fundingIntervalHour") is not 0 and var hours ? hours : FundingIntervalHours,
        OpenInterest = row.DecimalOrAbsent("openInterest") ?? OpenInterest,
        Volume24h = row.DecimalOrAbsent("volume24h") ?? Volume24h,
        Turnover24h = row.DecimalOrAbsent("turnover24h") ?? Turnover24h,
        Change24h = row.DecimalOrAbsent("price24hPcnt") ?? Change24h,
        Published = published,
    };
}
