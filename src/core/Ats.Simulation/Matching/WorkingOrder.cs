using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>A living order as the engine holds it: the order as last amended (Quantity the total) and what of it is unfilled.</summary>
public readonly record struct WorkingOrder(NewOrder Order, Quantity Remaining, bool IsUntriggered);
