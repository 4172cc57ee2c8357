using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// One instrument of an arm, carried into a later run: signed position with its basis (quote units), base-asset balances by
/// <see cref="LedgerAccount"/>, the target and the levels it stands for (NaN = none), working orders, the round trip in progress.
/// </summary>
public sealed record LegCarry(
    string Instrument,
    Quantity Position,
    decimal Basis,
    IReadOnlyList<decimal> BaseBalances,
    Quantity Target,
    double SizedLevel,
    double StoppedLevel,
    IReadOnlyList<OrderCarry> Working,
    TripCarry Trip)
{
    /// <summary>Its part of the arm's equity at the last mark, quote units; null = not known, then it is valued at its entry.</summary>
    public double? Value { get; init; }
}
