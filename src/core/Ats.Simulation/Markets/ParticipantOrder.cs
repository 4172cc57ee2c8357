using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>An order of a simulated participant. Price a multiple of the tick, quantity of the lot, both positive; a market order is an IOC with a far price.</summary>
/// <param name="Owner">The participant; orders of one participant may trade with each other.</param>
public readonly record struct ParticipantOrder(short Instrument, Side Side, Price Price, Quantity Quantity, TimeInForce TimeInForce, int Owner = 0);
