using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>An instrument as the exchange publishes it: our <see cref="Instrument"/> with exact rules, and what it has no place for.</summary>
public sealed record InstrumentInfo(Instrument Instrument, string Status)
{
    public bool IsTrading => Status == "Trading";

    /// <summary>Largest quantity of one market order; zero = not stated.</summary>
    public Quantity MaxMarketQuantity { get; init; }

    /// <summary>Linear: limits of a price; zero = not stated.</summary>
    public Price MinPrice { get; init; }

    public Price MaxPrice { get; init; }

    /// <summary>Linear: minutes between settlements (the exchange says minutes here, hours in tickers).</summary>
    public int FundingIntervalMinutes { get; init; }

    /// <summary>Spot: step of a market order's quote amount; zero = not stated.</summary>
    public decimal QuotePrecision { get; init; }

    /// <summary>How far from the mark a limit price may be, as a fraction; zero = not stated.</summary>
    public decimal PriceLimitRatioX { get; init; }

    public decimal PriceLimitRatioY { get; init; }

    public Asset Settle { get; init; }

    public Timestamp Launched { get; init; }

    /// <summary>None for what we do not trade (dated futures) or cannot hold exactly: one odd listing must not hide the others.</summary>
    internal static InstrumentInfo? TryRead(JsonRow row, Category category)
    {
        try
        {
            return Read(row, category);
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            return null;
        }
    }

    private static InstrumentInfo? Read(JsonRow row, Category category)
    {
        if (category == Category.Linear && row.Text("contractType") != "LinearPerpetual") return null;
        var lots = row.Object("lotSizeFilter");
        var prices = row.Object("priceFilter");
        var risk = row.Object("riskParameters");
        var linear = category == Category.Linear;
        var step = Quantity.FromDecimal(lots.RequiredDecimal(linear ? "qtyStep" : "basePrecision"));
        var tick = Price.FromDecimal(prices.RequiredDecimal("tickSize"));
        if (step.Raw <= 0 || tick.Raw <= 0 || tick.ToDecimal() != prices.Decimal("tickSize") || step.ToDecimal() != lots.Decimal(linear ? "qtyStep" : "basePrecision"))
            throw new FormatException("a tick or step our fixed point does not hold");
        var instrument = new Instrument(
            new InstrumentId("bybit", category.Kind(), row.Required("symbol")), new Asset(row.Required("baseCoin")), new Asset(row.Required("quoteCoin")), tick, step)
        {
            // Spot's minOrderQty is retired and no longer checked: the value's minimum rules.
            MinQuantity = linear ? Quantity.FromDecimal(lots.Decimal("minOrderQty")) : step,
            MaxQuantity = Quantity.FromDecimal(linear ? lots.Decimal("maxOrderQty") : lots.DecimalOrNone("maxLimitOrderQty") ?? lots.Decimal("maxOrderQty")),
            MinNotional = lots.Decimal(linear ? "minNotionalValue" : "minOrderAmt"),
            MaxLeverage = linear ? row.Object("leverageFilter").DecimalOrNone("maxLeverage") ?? 1m : 1m,
            Rules = RulesSource.Exchange,
        };
        return new InstrumentInfo(instrument, row.Text("status"))
        {
            MaxMarketQuantity = Quantity.FromDecimal(lots.Decimal(linear ? "maxMktOrderQty" : "maxMarketOrderQty")),
            MinPrice = Price.FromDecimal(prices.Decimal("minPrice")),
            MaxPrice = Price.FromDecimal(prices.Decimal("maxPrice")),
            FundingIntervalMinutes = row.Small("fundingInterval"),
            QuotePrecision = lots.Decimal("quotePrecision"),
            PriceLimitRatioX = risk.Decimal("priceLimitRatioX"),
            PriceLimitRatioY = risk.Decimal("priceLimitRatioY"),
            Settle = new Asset(row.Text("settleCoin") is { Length: > 0 } coin ? coin : row.Text("quoteCoin")),
            Launched = row.Time("launchTime"),
        };
    }
}
