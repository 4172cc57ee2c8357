using Ats.Domain;

namespace Ats.Simulation;

/// <summary>A word on its way to the exchange. Order is set for submissions; Price and Quantity (the new total) for amends.</summary>
internal readonly record struct Command(CommandKind Kind, Timestamp Arrival, SimulatedOrder? Order, ClientOrderId Id, short Instrument, Price Price, Quantity Quantity);
