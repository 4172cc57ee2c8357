using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>A fill of a participant's order.</summary>
/// <param name="Id">The id <see cref="IMarketDesk.Place"/> returned or, for fills during that very call, will not return if nothing rests.</param>
/// <param name="Remaining">What still rests after this fill; zero ends the order.</param>
/// <param name="AgainstAccount">True when a registered account was on the other side (own impact), false between participants.</param>
public readonly record struct ParticipantFill(
    short Instrument, long Id, int Owner, Side Side, Price Price, Quantity Quantity, Quantity Remaining, Liquidity Liquidity, bool AgainstAccount);
