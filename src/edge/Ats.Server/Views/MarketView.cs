using Ats.Domain;

namespace Ats.Server.Views;

/// <summary>An instrument's market as the engine last saw it: prices in quote units (0 = none yet).</summary>
public sealed record MarketView(string Instrument, string Symbol, decimal Last, decimal Bid, decimal Ask, decimal Mark, DateTimeOffset? ReceivedAt);
