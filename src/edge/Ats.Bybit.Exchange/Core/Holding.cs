using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>What an account has in one listing: positions by index (0 one-way, 1 hedge long, 2 hedge short), leverage, and sums over open orders.</summary>
internal sealed class Holding
{
    public readonly Account Account;
    public readonly Listing Listing;
    public readonly PositionState[] Positions;
    public decimal Leverage = 10m;
    public bool Hedge;
    public int OpenOrders;
    public int OpenConditional;

    /// <summary>Value of resting linear orders that do not only reduce, at their prices, per side.</summary>
    public decimal BuyOrderValue;
    public decimal SellOrderValue;

    public Holding(Account account, Listing listing)
    {
        Account = account;
        Listing = listing;
        Positions = [new PositionState(this, 0), new PositionState(this, 1), new PositionState(this, 2)];
        Leverage = Math.Min(10m, listing.Rules.MaxLeverage);
    }

    /// <summary>Signed size over all indexes.</summary>
    public Quantity NetSize => Positions[0].Size + Positions[1].Size + Positions[2].Size;

    public bool HasPosition => !Positions[0].Size.IsZero || !Positions[1].Size.IsZero || !Positions[2].Size.IsZero;
}
