namespace Ats.Domain;

/// <summary>
/// What taking a quantity from a book would give: how much the book holds of it, at which average price (quote units, NaN when nothing),
/// and the worst price touched.
/// </summary>
public readonly record struct BookWalk(Quantity Filled, double AveragePrice, Price WorstPrice);
