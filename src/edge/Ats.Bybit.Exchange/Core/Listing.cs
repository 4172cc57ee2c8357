using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Bybit.Exchange.Core;

/// <summary>One tradable instrument: rules, book, prices, candles, tape. <see cref="Seq"/> numbers every change of its book.</summary>
internal sealed class Listing
{
    public const int TapeLength = 1024;
    public const long FundingIntervalMs = 8 * 3_600_000L;

    public Listing(short index, Instrument rules, IMatchingEngine book)
    {
        Index = index;
        Rules = rules;
        Book = book;
        IsLinear = rules.Kind == ContractKind.LinearPerpetual;
        Symbol = rules.Id.Symbol;
        Category = IsLinear ? "linear" : "spot";
        PriceLimitX = IsLinear ? 0.01m : 0.005m;
        PriceLimitY = IsLinear ? 0.02m : 0.01m;
    }

    public short Index { get; }

    /// <summary>As they are now; the book keeps the tick and lot it began with.</summary>
    public Instrument Rules { get; set; }

    public IMatchingEngine Book { get; }

    public bool IsLinear { get; }

    public string Symbol { get; }

    public string Category { get; }

    public string BaseCoin => Rules.Base.Code;

    public string QuoteCoin => Rules.Quote.Code;

    /// <summary>Bybit's two bounds of the price-limit band, as shares.</summary>
    public decimal PriceLimitX { get; }

    public decimal PriceLimitY { get; }

    /// <summary>Largest market order; half the limit-order maximum.</summary>
    public Quantity MaxMarketQuantity => Rules.RoundDown(new Quantity(Rules.MaxQuantity.Raw / 2));

    public long Seq { get; set; }

    public Price Last { get; set; }

    public Price Mark { get; set; }

    public Price IndexPrice { get; set; }

    /// <summary>Smoothed mid minus index, in quote units; NaN before there was a book.</summary>
    public double Basis { get; set; } = double.NaN;

    public decimal FundingRate { get; set; }

    public long NextFundingMs { get; set; }

    public CandleSeries Candles { get; } = new();

    public CandleSeries MarkCandles { get; } = new();

    public CandleSeries IndexCandles { get; } = new();

    public List<FundingPoint> FundingHistory { get; } = [];

    /// <summary>The newest public trades, oldest first.</summary>
    public Queue<TapeTrade> Tape { get; } = new();

    /// <summary>Conditional orders that wait here, oldest first.</summary>
    public List<AccountOrder> Waiting { get; } = [];

    public sbyte LastTickDirection { get; set; }

    public DayStatistics Day { get; set; }

    /// <summary>u of the 1000-level stream, shown by REST too.</summary>
    public long DeepUpdates { get; set; } = 1;

    public bool BookChanged { get; set; } = true;

    public long BookChangedMs { get; set; }

    public Price PriceOf(PriceBasis basis) => basis switch
    {
        PriceBasis.MarkPrice => Mark,
        PriceBasis.IndexPrice => IndexPrice,
        _ => Last,
    };

    /// <summary>Highest price a buy may have.</summary>
    public Price MaxBuy => Rules.FloorToTick(Band(1m));

    /// <summary>Lowest price a sell may have.</summary>
    public Price MinSell => Rules.CeilToTick(Band(-1m));

    /// <summary>Recomputes what the ticker says about the last day.</summary>
    public void RefreshDay(long nowMs) => Day = DayStatistics.Of(Candles, nowMs, Last);

    private Price Band(decimal sign)
    {
        var mark = Mark.ToDecimal();
        var near = mark * (1 + (sign * PriceLimitX));
        var far = mark * (1 + (sign * PriceLimitY));
        var index = IndexPrice.ToDecimal();
        return Price.FromDecimal(sign > 0 ? Math.Min(Math.Max(index, near), far) : Math.Max(Math.Min(index, near), far));
    }
}
