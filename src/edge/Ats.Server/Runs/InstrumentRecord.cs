using Ats.Domain;

namespace Ats.Server.Runs;

/// <summary>An instrument with its rules as plain numbers, as a run keeps it.</summary>
public sealed record InstrumentRecord(
    string Id, string Base, string Quote, decimal TickSize, decimal LotSize, decimal MinQuantity, decimal MaxQuantity, decimal MinNotional,
    decimal MakerRate, decimal TakerRate, RulesSource Rules, decimal MaxLeverage, decimal MaintenanceMarginRate,
    bool IsTrading = true, bool FeesInReceived = false)
{
    public static InstrumentRecord Of(Instrument i) => new(
        i.Id.ToString(), i.Base.Code, i.Quote.Code, i.TickSize.ToDecimal(), i.LotSize.ToDecimal(), i.MinQuantity.ToDecimal(), i.MaxQuantity.ToDecimal(),
        i.MinNotional, i.Fees.MakerRate, i.Fees.TakerRate, i.Rules, i.MaxLeverage, i.MaintenanceMarginRate, i.IsTrading, i.FeesInReceived);

    public Instrument ToInstrument() => new(InstrumentId.Parse(Id), new Asset(Base), new Asset(Quote), Price.FromDecimal(TickSize), Quantity.FromDecimal(LotSize))
    {
        MinQuantity = Quantity.FromDecimal(MinQuantity),
        MaxQuantity = Quantity.FromDecimal(MaxQuantity),
        MinNotional = MinNotional,
        Fees = new FeeSchedule(MakerRate, TakerRate),
        Rules = Rules,
        MaxLeverage = MaxLeverage,
        MaintenanceMarginRate = MaintenanceMarginRate,
        IsTrading = IsTrading,
        FeesInReceived = FeesInReceived,
    };
}
