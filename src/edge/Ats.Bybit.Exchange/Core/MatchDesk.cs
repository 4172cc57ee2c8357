using Ats.Domain;
using Ats.Simulation.Markets;
using Ats.Simulation.Matching;

namespace Ats.Bybit.Exchange.Core;

/// <summary>Between the accounts' orders and the matching engines: submits, and books what the engines report. Participants of the market are owners below <see cref="FirstAccountOwner"/>.</summary>
internal sealed class MatchDesk(ExchangeCore core)
{
    public const int FirstAccountOwner = 1024;
    public const int HouseOwner = 1023;

    /// <summary>The engine's owner of an account's position index.</summary>
    public static int Owner(Account account, int positionIndex) => FirstAccountOwner + (account.Number * 4) + positionIndex;

    /// <summary>Puts an order whose checks are done into its book and books everything that follows, triggers included.</summary>
    public void Submit(AccountOrder order)
    {
        var listing = order.Listing;
        order.State = OrderState.New;
        if (order.Type == OrderType.Market) order.Price = Bound(order);
        if (order.QuoteAmount > 0) order.Quantity = Affordable(listing, order.Side, order.QuoteAmount, order.Price);
        if (order.Quantity.IsZero)
        {
            End(order, OrderRejectReason.NoLiquidity);
            return;
        }

        var immediate = order.Type == OrderType.Market || order.TimeInForce == TimeInForce.Ioc;
        var let = immediate ? core.LetThrough(order) : order.Quantity;
        order.Withheld = order.Quantity - let;
        Run(listing, listing.Book.Place(new NewOrder(order.Id, Owner(order.Account, order.PositionIndex), order.Side, order.Type, order.TimeInForce, let, order.Price)
        {
            ReduceOnly = listing.IsLinear && (order.ReduceOnly || order.CloseOnTrigger),
            Group = order.Account.Number + 1,
            SelfMatch = order.Smp switch
            {
                SmpKind.CancelMaker => SelfMatchPolicy.CancelMaker,
                SmpKind.CancelTaker => SelfMatchPolicy.CancelTaker,
                SmpKind.CancelBoth => SelfMatchPolicy.CancelBoth,
                _ => SelfMatchPolicy.None,
            },
        }));
        if (order.IsOpen && !order.Withheld.IsZero) End(order, OrderRejectReason.ImmediateRemainder);
    }

    /// <summary>Books a command's events.</summary>
    public void Run(Listing listing, ReadOnlySpan<MatchingEvent> events)
    {
        var low = Price.Zero;
        var high = Price.Zero;
        foreach (ref readonly var e in events)
        {
            switch (e.Kind)
            {
                case MatchingEventKind.Trade:
                    if (low.Raw == 0 || e.Price < low) low = e.Price;
                    if (e.Price > high) high = e.Price;
                    Trade(listing, e);
                    break;
                case MatchingEventKind.Level:
                    listing.Seq++;
                    listing.BookChanged = true;
                    listing.BookChangedMs = core.NowMs;
                    break;
                default:
                    if (e.Owner >= FirstAccountOwner) Change(e);
                    break;
            }
        }

        if (low.Raw == 0) return;
        core.Triggers.Check(listing, PriceBasis.LastPrice, low, high);
        core.Triggers.Drain();
    }

    /// <summary>Ends an order outside the book (or one the engine just ended) for a reason.</summary>
    public void End(AccountOrder order, OrderRejectReason reason)
    {
        if (!order.IsOpen && order.State != OrderState.Triggered) return;
        var waited = order.State == OrderState.Untriggered;
        (order.Cancel, order.Reject) = reason switch
        {
            OrderRejectReason.PostOnlyWouldTake => (CancelKind.None, RejectKind.PostOnlyWillTakeLiquidity),
            OrderRejectReason.FillOrKillNotFilled or OrderRejectReason.NoLiquidity => (CancelKind.None, RejectKind.NoImmediateQtyToFill),
            OrderRejectReason.ImmediateRemainder => (CancelKind.None, RejectKind.CancelForNoFullFill),
            OrderRejectReason.SelfMatchPrevented => (CancelKind.CancelBySmp, RejectKind.CancelBySmp),
            OrderRejectReason.ReduceOnlyWouldIncrease => (CancelKind.CancelByReduceOnly, RejectKind.PerCancelRequest),
            OrderRejectReason.None => (order.Cancel == CancelKind.None ? CancelKind.CancelByUser : order.Cancel, RejectKind.PerCancelRequest),
            _ => (CancelKind.None, RejectKind.Others),
        };
        order.State = waited ? OrderState.Deactivated
            : reason is OrderRejectReason.InsufficientBalance or OrderRejectReason.Other ? OrderState.Rejected
            : !order.Listing.IsLinear && !order.Filled.IsZero ? OrderState.PartiallyFilledCanceled : OrderState.Cancelled;
        Finish(order);
    }

    /// <summary>A price beyond which a market order takes nothing: five percent through the best price, or the client's slippage tolerance; inside the price band for linear.</summary>
    public static Price Bound(AccountOrder order)
    {
        var rules = order.Listing.Rules;
        var best = (order.Side == Side.Buy ? order.Listing.Book.BestAsk : order.Listing.Book.BestBid).Price;
        if (best.Raw == 0) best = order.Listing.Last;
        if (order.SlippageType == "TickSize") return new Price(Math.Max(rules.TickSize.Raw, best.Raw + (order.Side.Sign() * (long)order.SlippageTolerance * rules.TickSize.Raw)));
        var share = order.SlippageType == "Percent" ? order.SlippageTolerance / 100 : 0.05m;
        var bound = Price.FromDecimal(best.ToDecimal() * (1 + (order.Side.Sign() * share)));
        return order.Side == Side.Buy ? rules.FloorToTick(bound) : rules.CeilToTick(bound);
    }

    /// <summary>Base quantity (whole lots) that a quote amount buys or sells for in the present book, down or up to a bound.</summary>
    public static Quantity Affordable(Listing listing, Side side, decimal amount, Price bound)
    {
        Span<BookLevel> levels = stackalloc BookLevel[200];
        var found = listing.Book.Depth(side.Opposite(), levels);
        var total = 0L;
        foreach (ref readonly var level in levels[..found])
        {
            if (side == Side.Buy ? level.Price > bound : level.Price < bound) break;
            var value = FixedPoint.Notional(level.Price, level.Quantity);
            if (value <= amount)
            {
                total += level.Quantity.Raw;
                amount -= value;
                continue;
            }

            return new Quantity(total) + listing.Rules.RoundDown(new Quantity((long)(amount / level.Price.ToDecimal() * Quantity.Scale)));
        }

        return new Quantity(total);
    }

    /// <summary>Quote value of buying a base quantity in the present book up to a bound (less when the book ends before).</summary>
    public static decimal Cost(Listing listing, Quantity quantity, Price bound)
    {
        Span<BookLevel> levels = stackalloc BookLevel[200];
        var cost = 0m;
        foreach (ref readonly var level in levels[..listing.Book.Depth(Side.Sell, levels)])
        {
            if (level.Price > bound || quantity.IsZero) break;
            var take = new Quantity(Math.Min(quantity.Raw, level.Quantity.Raw));
            cost += FixedPoint.Notional(level.Price, take);
            quantity -= take;
        }

        return cost;
    }

    private void Trade(Listing listing, in MatchingEvent e)
    {
        var direction = (sbyte)Math.Sign(e.Price.Raw - listing.Last.Raw);
        listing.Seq++;
        listing.Last = e.Price;
        listing.LastTickDirection = direction;
        var tradeId = core.NextId();
        listing.Candles.Update(core.NowMs, e.Price, e.Quantity, FixedPoint.Notional(e.Price, e.Quantity));
        var trade = new TapeTrade(tradeId, core.NowMs, e.Price, e.Quantity, e.Side, listing.Seq, direction);
        listing.Tape.Enqueue(trade);
        if (listing.Tape.Count > Listing.TapeLength) listing.Tape.Dequeue();
        core.Listener.OnTrade(listing, trade);
        var takerIsAccount = e.Owner >= FirstAccountOwner;
        var makerIsAccount = e.MakerOwner >= FirstAccountOwner;
        if (takerIsAccount) Fill(e.Owner, e.OrderId, e.Price, e.Quantity, isMaker: false, tradeId, listing.Seq);
        else Tell(listing, e.OrderId, e.Owner, e.Side, e, e.Remaining, Liquidity.Taker, makerIsAccount);
        if (makerIsAccount) Fill(e.MakerOwner, e.MakerId, e.Price, e.Quantity, isMaker: true, takerIsAccount ? core.NextId() : tradeId, listing.Seq);
        else Tell(listing, e.MakerId, e.MakerOwner, e.Side.Opposite(), e, e.MakerRemaining, Liquidity.Maker, takerIsAccount);
    }

    private void Tell(Listing listing, long id, int owner, Side side, in MatchingEvent e, Quantity remaining, Liquidity liquidity, bool againstAccount)
    {
        if (owner != HouseOwner) core.Market.OnFill(new ParticipantFill(listing.Index, id, owner, side, e.Price, e.Quantity, remaining, liquidity, againstAccount));
    }

    private AccountOrder Find(int owner, long id) => core.Accounts[(owner - FirstAccountOwner) / 4].Orders[id];

    private void Fill(int owner, long id, Price price, Quantity quantity, bool isMaker, long tradeId, long seq)
    {
        var order = Find(owner, id);
        var sizeBefore = order.Listing.IsLinear ? order.Account.Holding(order.Listing).Positions[order.PositionIndex].Size : default;
        core.Settlement.Fill(order, price, quantity, isMaker, tradeId, seq);
        if (order.Unfilled.IsZero)
        {
            order.State = OrderState.Filled;
            Finish(order);
        }
        else
        {
            order.State = OrderState.PartiallyFilled;
            core.Announce(order);
        }

        core.Protection.AfterFill(order, quantity, sizeBefore);
    }

    /// <summary>Puts an order that rested before a restart back into its book; nothing is announced.</summary>
    public static void Restore(AccountOrder order)
    {
        order.Withheld = order.Filled;
        order.InBook = true;
        order.Listing.Book.Place(new NewOrder(order.Id, Owner(order.Account, order.PositionIndex), order.Side, order.Type, order.TimeInForce, order.Unfilled, order.Price)
        {
            ReduceOnly = order.Listing.IsLinear && (order.ReduceOnly || order.CloseOnTrigger),
            Group = order.Account.Number + 1,
        });
    }

    /// <summary>Fills an order whole at a price outside the book (a takeover by the house).</summary>
    public void FillOutside(AccountOrder order, Price price, Quantity sizeBefore)
    {
        core.Settlement.Fill(order, price, order.Quantity, isMaker: false, core.NextId(), order.Listing.Seq);
        order.State = OrderState.Filled;
        Finish(order);
        core.Protection.Fit(order.Account.Holding(order.Listing).Positions[order.PositionIndex], sizeBefore);
    }

    /// <summary>Accepted, Amended, Cancelled, Rejected: of the accounts' orders.</summary>
    private void Change(in MatchingEvent e)
    {
        var order = Find(e.Owner, e.OrderId);
        switch (e.Kind)
        {
            case MatchingEventKind.Accepted:
                order.Quantity = e.Quantity + order.Withheld;
                order.InBook = true;
                core.Announce(order);
                break;
            case MatchingEventKind.Amended:
                order.Quantity = e.Quantity + order.Withheld;
                order.Price = e.Price;
                core.Announce(order);
                break;
            case MatchingEventKind.Cancelled or MatchingEventKind.Rejected:
                End(order, e.Reason);
                break;
        }
    }

    private void Finish(AccountOrder order)
    {
        order.InBook = false;
        core.Orders.Count(order, -1);
        order.Account.Close(order);
        core.Announce(order);
        if (order.ClosedQuantity == 0) return;
        var row = new ClosedPnl(
            order.Listing, order.Id, order.Side, order.Type, order.Quantity, order.Price, order.ClosedQuantity, order.ClosedEntryValue, order.ClosedExitValue, order.ClosedPnl, order.FillCount,
            order.Account.Holding(order.Listing).Leverage, order.Create == CreateKind.CreateByLiq ? ExecutionKind.BustTrade : ExecutionKind.Trade, order.CreatedMs, core.NowMs);
        order.Account.ClosedPnl.Add(row);
        core.Listener.OnClosedPnl(order.Account, row);
    }
}
