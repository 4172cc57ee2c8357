using Ats.Domain;

namespace Ats.Cli.Backtests;

/// <summary>What a run took from its market data besides the events: journaled with the run, so that a full journal replays without the data.</summary>
internal sealed record MarketFacts
{
    public required string DataHash { get; init; }

    public required IReadOnlyList<InstrumentFacts> Instruments { get; init; }

    public required IReadOnlyList<MarketEventKind> Kinds { get; init; }

    /// <summary>Shortest bars, milliseconds; null when there are none.</summary>
    public int? ShortestBarMilliseconds { get; init; }

    public required long SpanNanoseconds { get; init; }

    /// <summary>An instrument with its rules as plain numbers.</summary>
    internal sealed record InstrumentFacts(
        string Id, string Base, string Quote, decimal TickSize, decimal LotSize, decimal MinQuantity, decimal MaxQuantity, decimal MinNotional,
        decimal MakerRate, decimal TakerRate, RulesSource Rules, decimal MaxLeverage, decimal MaintenanceMarginRate)
    {
        public static InstrumentFacts Of(Instrument i) => new(
            i.Id.ToString(), i.Base.Code, i.Quote.Code, i.TickSize.ToDecimal(), i.LotSize.ToDecimal(), i.MinQuantity.ToDecimal(), i.MaxQuantity.ToDecimal(),
            i.MinNotional, i.Fees.MakerRate, i.Fees.TakerRate, i.Rules, i.MaxLeverage, i.MaintenanceMarginRate);

        public Instrument ToInstrument() => new(InstrumentId.Parse(Id), new Asset(Base), new Asset(Quote), Price.FromDecimal(TickSize), Quantity.FromDecimal(LotSize))
        {
            MinQuantity = Quantity.FromDecimal(MinQuantity),
            MaxQuantity = Quantity.FromDecimal(MaxQuantity),
            MinNotional = MinNotional,
            Fees = new FeeSchedule(MakerRate, TakerRate),
            Rules = Rules,
            MaxLeverage = MaxLeverage,
            MaintenanceMarginRate = MaintenanceMarginRate,
        };
    }
}
