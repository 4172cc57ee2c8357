using Ats.Domain;

namespace Ats.Simulation;

/// <summary>Takes a report of the simulated exchange when it is received.</summary>
public delegate void OrderEventHandler(in OrderEvent word);
