using Ats.Domain;

namespace Ats.Engine;

/// <summary>A round trip in progress, carried into a later run. Amounts in quote units, quantities in base units.</summary>
public sealed record TripCarry(
    Side Side,
    Timestamp OpenTime,
    Quantity Largest,
    decimal OpenNotional,
    Quantity Opened,
    decimal CloseNotional,
    Quantity Closed,
    decimal GrossPnl,
    decimal Fees,
    decimal Funding,
    double Worst,
    double Best);
