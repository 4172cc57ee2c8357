using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>A numeric field of a request: absent (missing, null or ""), a number, or text that is no number.</summary>
internal readonly record struct NumberField(bool Given, bool Bad, decimal Value)
{
    public static NumberField Of(decimal value) => new(true, false, value);

    public static NumberField Malformed { get; } = new(true, true, 0);

    /// <summary>Given, well-formed and not zero: "0" means none for triggers and protections.</summary>
    public bool IsSet => Given && !Bad && Value != 0;

    /// <summary>Absent, "0", or a price on the tick that an instrument can have.</summary>
    public bool IsPriceOrNone(Listing listing) => !Bad && (!Given || (Value is >= 0 and <= 2_000_000m && Value % listing.Rules.TickSize.ToDecimal() == 0));

    /// <summary>As a price; zero when absent. Out of range is malformed and never reaches here.</summary>
    public Price ToPrice() => Given && !Bad ? Price.FromDecimal(Value) : default;
}
