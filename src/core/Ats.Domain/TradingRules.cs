using System.Globalization;

namespace Ats.Domain;

/// <summary>
/// What an exchange may change of an instrument while it is traded: whether it trades at all, tick, lot, least and largest order (base
/// units; Most zero = no limit stated), least order worth (quote units), leverage, fees. As text (<see cref="ToString"/>) it is journaled.
/// </summary>
public readonly record struct TradingRules(
    bool IsTrading, Price TickSize, Quantity LotSize, Quantity MinQuantity, Quantity MaxQuantity, decimal MinNotional, decimal MaxLeverage, FeeSchedule Fees)
{
    public static TradingRules Of(Instrument i) => new(i.IsTrading, i.TickSize, i.LotSize, i.MinQuantity, i.MaxQuantity, i.MinNotional, i.MaxLeverage, i.Fees);

    public static bool TryParse(string text, out TradingRules rules)
    {
        rules = default;
        var parts = text.Split(' ');
        string[] names = ["trading", "tick", "lot", "min", "max", "notional", "leverage", "maker", "taker"];
        if (parts.Length != names.Length) return false;
        var values = new decimal[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (!parts[i].StartsWith(names[i] + "=", StringComparison.Ordinal) || !decimal.TryParse(parts[i].AsSpan(names[i].Length + 1), NumberStyles.Number, CultureInfo.InvariantCulture, out values[i])) return false;
        }

        if (values[1] <= 0 || values[2] <= 0) return false;
        rules = new TradingRules(
            values[0] != 0, Price.FromDecimal(values[1]), Quantity.FromDecimal(values[2]), Quantity.FromDecimal(values[3]), Quantity.FromDecimal(values[4]), values[5], values[6],
            new FeeSchedule(values[7], values[8]));
        return true;
    }

    public Instrument On(Instrument instrument) => instrument with
    {
        IsTrading = IsTrading,
        TickSize = TickSize,
        LotSize = LotSize,
        MinQuantity = MinQuantity,
        MaxQuantity = MaxQuantity,
        MinNotional = MinNotional,
        MaxLeverage = MaxLeverage,
        Fees = Fees,
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"trading={(IsTrading ? 1 : 0)} tick={TickSize} lot={LotSize} min={MinQuantity} max={MaxQuantity} notional={MinNotional} leverage={MaxLeverage} maker={Fees.MakerRate} taker={Fees.TakerRate}");
}
