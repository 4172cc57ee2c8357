namespace Ats.Domain;

/// <summary>
/// What can be traded, with its rules. Quantities are multiples of <see cref="LotSize"/>, prices of <see cref="TickSize"/>;
/// <see cref="MinNotional"/> in quote units, <see cref="MaxLeverage"/> as a multiple, margin rates as shares of notional.
/// </summary>
public sealed record Instrument(InstrumentId Id, Asset Base, Asset Quote, Price TickSize, Quantity LotSize)
{
    public Quantity MinQuantity { get; init; } = LotSize;

    /// <summary>Largest quantity of one order; zero = no limit stated.</summary>
    public Quantity MaxQuantity { get; init; }

    public decimal MinNotional { get; init; }

    public FeeSchedule Fees { get; init; } = Id.Kind == ContractKind.Spot ? FeeSchedule.BybitSpot : FeeSchedule.BybitLinear;

    public RulesSource Rules { get; init; } = RulesSource.Assumed;

    public decimal MaxLeverage { get; init; } = Id.Kind == ContractKind.Spot ? 1m : 10m;

    /// <summary>Share of notional below which equity triggers liquidation (perpetuals).</summary>
    public decimal MaintenanceMarginRate { get; init; } = Id.Kind == ContractKind.Spot ? 0m : 0.005m;

    /// <summary>False while the exchange takes no orders on it (closed, delisted).</summary>
    public bool IsTrading { get; init; } = true;

    /// <summary>Spot: the fee is taken out of the coin received (a buy's in base), as real exchanges do; false = always in quote.</summary>
    public bool FeesInReceived { get; init; }

    public ContractKind Kind => Id.Kind;

    /// <summary>Rounds a quantity towards zero to a whole number of lots.</summary>
    public Quantity RoundDown(Quantity quantity) => new(quantity.Raw - (quantity.Raw % LotSize.Raw));

    /// <summary>Rounds a price down to a whole number of ticks (positive prices).</summary>
    public Price FloorToTick(Price price) => new(price.Raw - (price.Raw % TickSize.Raw));

    /// <summary>Rounds a price up to a whole number of ticks (positive prices).</summary>
    public Price CeilToTick(Price price) => FloorToTick(new Price(price.Raw + TickSize.Raw - 1));

    /// <summary>Rounds a price to the nearest tick (positive prices).</summary>
    public Price RoundToTick(Price price) => FloorToTick(new Price(price.Raw + (TickSize.Raw / 2)));
}
