using Ats.Domain;

namespace Ats.Engine;

/// <summary>A working order carried into a later run. What became of it meanwhile only the exchange can tell.</summary>
public sealed record OrderCarry(OrderIntent Intent, OrderStatus Status, Quantity Filled);
