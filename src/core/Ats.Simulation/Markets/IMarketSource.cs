using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// A living market behind a simulated exchange: the orders of its participants, the index, the funding rate and the price history before
/// the start. It is pure and seeded: the same seed, opening and sequence of calls give the same orders. The exchange calls it from one
/// thread; it places orders through the <see cref="IMarketDesk"/> into the same books that registered accounts trade in, so its
/// participants and the accounts move each other.
/// </summary>
public interface IMarketSource
{
    /// <summary>Tradable instruments; an instrument's number is its index here. Symbols are unique per kind.</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>When <see cref="Step"/> wants to be called next. After a call it must be later than that call's time.</summary>
    Timestamp NextStep { get; }

    /// <summary>Called once, before any step: quote the books. Accounts' orders of before a restart already rest in them.</summary>
    void Open(MarketOpening opening, IMarketDesk desk);

    /// <summary>Moves the market to <paramref name="now"/>, which is always the promised <see cref="NextStep"/> (a late exchange calls several times, or skips with <see cref="Open"/> after a long sleep).</summary>
    void Step(Timestamp now, IMarketDesk desk);

    /// <summary>An order of a participant was filled, by an account or by another participant. Do not place orders in here: remember and act at the next step.</summary>
    void OnFill(in ParticipantFill fill);

    /// <summary>The index (for spot: of the coin) in quote units, valid after <see cref="Open"/>.</summary>
    Price IndexPrice(short instrument);

    /// <summary>Predicted rate of the next funding as a share of notional; zero for spot.</summary>
    decimal FundingRate(short instrument);

    /// <summary>One-minute bars, oldest first, ending before <see cref="MarketOpening.Start"/>; whole minutes without a gap. Valid after <see cref="Open"/>.</summary>
    IReadOnlyList<Bar> History(short instrument);
}
