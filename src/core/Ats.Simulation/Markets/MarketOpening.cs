using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>How a market opens: fresh, or resumed after a restart of the exchange.</summary>
/// <param name="Start">The first start of this market ever: history ends here and stays the same after a restart.</param>
/// <param name="Now">The moment of opening; equals <paramref name="Start"/> when fresh.</param>
/// <param name="LastPrices">Last traded price per instrument to continue from; null when fresh.</param>
public sealed record MarketOpening(Timestamp Start, Timestamp Now, IReadOnlyList<Price>? LastPrices = null);
