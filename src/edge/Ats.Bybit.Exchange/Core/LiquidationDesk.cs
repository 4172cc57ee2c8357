using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Bybit.Exchange.Core;

/// <summary>
/// Takes over accounts whose margin balance no longer covers maintenance: cancels all their orders, then, while still short, takes the
/// position with the largest maintenance margin at its bankruptcy price (taker fee included, so the account is left with nothing below
/// zero but for a gap) and unwinds it in the book for the house.
/// </summary>
internal sealed class LiquidationDesk(ExchangeCore core)
{
    public void Check()
    {
        foreach (var account in core.Accounts)
        {
            if (!account.Holdings.Any(h => h.HasPosition) || !IsShort(account)) continue;
            foreach (var order in account.Open.Values.Where(o => o.Listing.IsLinear).ToList()) core.Orders.CancelBySystem(order, CancelKind.CancelAllBeforeLiq);
            while (IsShort(account) && Worst(account) is { } position) TakeOver(position);
        }
    }

    private bool IsShort(Account account)
    {
        var margin = Margin.Of(account, core);
        return margin.Maintenance > 0 && margin.Balance < margin.Maintenance;
    }

    private static PositionState? Worst(Account account) => account.Holdings
        .SelectMany(h => h.Positions)
        .Where(p => !p.Size.IsZero)
        .MaxBy(p => p.MarkValue * p.Holding.Listing.Rules.MaintenanceMarginRate);

    private void TakeOver(PositionState position)
    {
        var (account, listing) = (position.Holding.Account, position.Holding.Listing);
        var before = position.Size;
        var exact = Price.FromDecimal(Margin.Of(account, core).BankruptcyPrice(position));
        // Rounded against the house: the account never pays for the tick.
        var price = before.Raw > 0 ? listing.Rules.CeilToTick(exact) : listing.Rules.FloorToTick(exact);
        var order = new AccountOrder(account, listing, core.NextId())
        {
            Side = before.Raw > 0 ? Side.Sell : Side.Buy,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.Ioc,
            Price = price,
            Quantity = before.Abs(),
            State = OrderState.New,
            Create = CreateKind.CreateByLiq,
            ReduceOnly = true,
            PositionIndex = position.Index,
            CreatedMs = core.NowMs,
            LastPriceOnCreated = listing.Last,
        };
        account.Add(order);
        core.Orders.Count(order, 1);
        listing.Seq++;
        core.Matching.FillOutside(order, price, before);
        core.Listener.OnLiquidation(listing, before.Raw > 0, before.Abs(), price);
        core.Matching.Run(listing, listing.Book.SetPosition(MatchDesk.Owner(account, position.Index), position.Size));
        core.Matching.Run(listing, listing.Book.Place(new NewOrder(core.NextId(), MatchDesk.HouseOwner, order.Side, OrderType.Market, TimeInForce.Ioc, before.Abs(), default)));
    }
}
