namespace Ats.Domain;

/// <summary>One posting: Amount of Asset moved from one account of the arm to another, because of an event with this Sequence.</summary>
public readonly record struct LedgerEntry(
    long Sequence,
    int Arm,
    Timestamp Time,
    LedgerAccount From,
    LedgerAccount To,
    Asset Asset,
    decimal Amount,
    ClientOrderId Order);
