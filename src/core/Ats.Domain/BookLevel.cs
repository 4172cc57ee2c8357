namespace Ats.Domain;

/// <summary>A price and the total quantity resting at it.</summary>
public readonly record struct BookLevel(Price Price, Quantity Quantity);
