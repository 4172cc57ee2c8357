using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Bybit.Exchange.Core;

/// <summary>order/create, amend, cancel and cancel-all.</summary>
internal sealed class OrderDesk(ExchangeCore core)
{
    private const int MaxLinearOrders = 500;
    private const int MaxLinearConditional = 10;
    private const int MaxSpotOrders = 500;
    private const int MaxSpotConditional = 30;

    public Outcome Create(Account account, OrderRequest request)
    {
        var listing = core.FindListing(request.Category, request.Symbol);
        if (listing is null) return NoListing(request);
        if (!listing.Rules.IsTrading) return NotLive(listing);
        if (!string.IsNullOrEmpty(request.LinkId) && account.LinkUsed(request.LinkId))
            return OrderRules.Bad(listing, ReturnCode.DuplicateLink, ReturnCode.SpotDuplicateLink, listing.IsLinear ? "OrderLinkedID is duplicate" : "Duplicate clientOrderId.");
        var order = new AccountOrder(account, listing, 0) { CreatedMs = core.NowMs, UpdatedMs = core.NowMs, LastPriceOnCreated = listing.Last };
        var no = OrderRules.Read(request, order);
        if (no.Ok) no = CheckLimits(order);
        if (no.Ok) no = OrderRules.CheckNotional(order);
        if (no.Ok) no = CheckReduceOnly(order);
        if (no.Ok && (!order.IsConditional || order.Filter == FilterKind.TpslOrder) && !order.ReduceOnly) no = CanPay(order);
        if (!no.Ok) return no;
        return Outcome.Accepted(Accept(order));
    }

    /// <summary>Gives the order its id and lets it live: waiting for its trigger, or into the book.</summary>
    public AccountOrder Accept(AccountOrder draft)
    {
        draft.Id = core.NextId();
        if (draft.LinkId.Length == 0 && !draft.Listing.IsLinear) draft.LinkId = "x" + (draft.Id + 1_000_000_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        draft.State = draft.IsConditional ? OrderState.Untriggered : OrderState.New;
        draft.Account.Add(draft);
        Count(draft, 1);
        if (draft.IsConditional)
        {
            TriggerDesk.Wait(draft);
            core.Announce(draft);
        }
        else
        {
            core.Matching.Submit(draft);
        }

        return draft;
    }

    public Outcome Amend(Account account, OrderRequest request)
    {
        var listing = core.FindListing(request.Category, request.Symbol);
        if (listing is null) return NoListing(request);
        if (!listing.Rules.IsTrading) return NotLive(listing);
        if (request.BadField is not null) return OrderRules.Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, $"params error: {request.BadField} invalid");
        var order = account.Find(request.OrderId, request.LinkId);
        if (order is null || !order.IsOpen || order.Listing != listing) return NoOrder(listing);
        var price = order.Price;
        var quantity = order.Quantity;
        var no = Outcome.Success;
        if (request.Price.IsSet && order.Type == OrderType.Limit) no = OrderRules.CheckPrice(listing, order.Side, request.Price, out price);
        if (request.Quantity.Given && order.IsTpSl && !order.PartialProtection) return Outcome.Fail(ReturnCode.Parameter, "Qty invalid: a full TP/SL follows its position");
        if (no.Ok && request.Quantity.Given)
        {
            no = OrderRules.CheckQuantity(listing, order.Type == OrderType.Market, request.Quantity, out quantity);
            if (no.Ok && quantity <= order.Filled) no = OrderRules.Bad(listing, ReturnCode.AmendBelowFilled, ReturnCode.SpotParameter, "Qty is lower than the filled qty");
        }

        if (no.Ok) no = CheckAmendedNotional(order, price, quantity);
        if (no.Ok) no = CheckAmendedFunds(order, price, quantity);
        if (no.Ok) no = AmendProtection(order, request, price);
        if (!no.Ok) return no;
        return order.State == OrderState.Untriggered ? AmendWaiting(order, request, price, quantity) : AmendInBook(order, price, quantity);
    }

    public Outcome Cancel(Account account, OrderRequest request)
    {
        var listing = core.FindListing(request.Category, request.Symbol);
        if (listing is null) return NoListing(request);
        if (string.IsNullOrEmpty(request.OrderId) && string.IsNullOrEmpty(request.LinkId)) return OrderRules.Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "orderId or orderLinkId is required");
        var order = account.Find(request.OrderId, request.LinkId);
        if (order is null || !order.IsOpen || order.Listing != listing) return NoOrder(listing);
        CancelBySystem(order, CancelKind.CancelByUser);
        return Outcome.Accepted(order);
    }

    /// <summary>Ends an open order for a stated reason; closed ones are left alone.</summary>
    public void CancelBySystem(AccountOrder order, CancelKind kind)
    {
        if (!order.IsOpen) return;
        order.Cancel = kind;
        if (order.State == OrderState.Untriggered)
        {
            TriggerDesk.Forget(order);
            core.Matching.End(order, OrderRejectReason.None);
        }
        else
        {
            core.Matching.Run(order.Listing, order.Listing.Book.Cancel(order.Id));
        }
    }

    /// <summary>Open orders a cancel-all means, oldest first.</summary>
    public static List<AccountOrder> Matching(Account account, bool linear, Func<AccountOrder, bool> wanted) =>
        account.Open.Values.Where(o => o.Listing.IsLinear == linear && wanted(o)).ToList();

    public void Count(AccountOrder order, int change)
    {
        var holding = order.Account.Holding(order.Listing);
        if (order.State == OrderState.Untriggered || (change < 0 && order.State == OrderState.Deactivated)) holding.OpenConditional += change;
        else holding.OpenOrders += change;
        if (!order.Listing.IsLinear) order.Account.OpenSpotOrders += change;
    }

    /// <summary>Whether the account can carry the order now: margin and taker fee for linear, coins for spot.</summary>
    public Outcome CanPay(AccountOrder order)
    {
        var listing = order.Listing;
        if (!listing.IsLinear) return CanPaySpot(order);
        var best = (order.Side == Side.Buy ? listing.Book.BestAsk : listing.Book.BestBid).Price;
        var price = order.Type == OrderType.Limit ? order.Price : best.Raw > 0 ? best : listing.Last;
        var value = FixedPoint.Notional(price, order.Unfilled);
        return CanCarry(order, value);
    }

    private static Outcome NotLive(Listing listing) =>
        OrderRules.Bad(listing, ReturnCode.NotLive, ReturnCode.SpotSymbol, listing.IsLinear ? "This contract is not live" : "Invalid symbol.");

    private Outcome CanCarry(AccountOrder order, decimal value)
    {
        var holding = order.Account.Holding(order.Listing);
        var more = order.Side == Side.Buy ? Margin.Exposure(holding, value, 0) : Margin.Exposure(holding, 0, value);
        var need = more - Margin.Exposure(holding, 0, 0);
        if (need <= 0) return Outcome.Success;
        need += value * order.Listing.Rules.Fees.TakerRate;
        return need <= Margin.Of(order.Account, core).Available ? Outcome.Success : Outcome.Fail(ReturnCode.NoMargin, "ab not enough for new order");
    }

    private Outcome CanPaySpot(AccountOrder order)
    {
        var coin = core.Coin(order.Account, order.Side == Side.Buy ? order.Listing.QuoteCoin : order.Listing.BaseCoin);
        var need = Reservations.Need(order);
        if (order.QuoteAmount > 0 && order.Side == Side.Sell) need = MatchDesk.Affordable(order.Listing, Side.Sell, order.QuoteAmount, MatchDesk.Bound(order)).ToDecimal();
        else if (order.Type == OrderType.Market && order.Side == Side.Buy && order.QuoteAmount == 0) need = MatchDesk.Cost(order.Listing, order.Unfilled, MatchDesk.Bound(order));
        var free = coin.Wallet - coin.Locked + (order.State == OrderState.Untriggered ? order.Locked : 0);
        return need > free ? Outcome.Fail(ReturnCode.SpotNoBalance, "Insufficient balance.") : Outcome.Success;
    }

    private static Outcome CheckLimits(AccountOrder order)
    {
        var holding = order.Account.Holding(order.Listing);
        if (order.Listing.IsLinear)
        {
            if (order.IsConditional) return holding.OpenConditional < MaxLinearConditional ? Outcome.Success : Outcome.Fail(ReturnCode.TooManyStops, "The number of stop orders exceeds maximum allowable limit");
            return holding.OpenOrders < MaxLinearOrders ? Outcome.Success : Outcome.Fail(ReturnCode.TooManyOrders, "not allowed to have more than 500 active orders");
        }

        var tooMany = order.Account.OpenSpotOrders >= MaxSpotOrders || (order.IsConditional && holding.OpenConditional >= MaxSpotConditional);
        return tooMany ? Outcome.Fail(ReturnCode.SpotTooManyOrders, "Total number of orders exceeds the limit.") : Outcome.Success;
    }

    private static Outcome CheckReduceOnly(AccountOrder order)
    {
        if (!order.Listing.IsLinear || order.IsConditional || !(order.ReduceOnly || order.CloseOnTrigger)) return Outcome.Success;
        var size = order.Account.Holding(order.Listing).Positions[order.PositionIndex].Size;
        if (size.IsZero) return Outcome.Fail(ReturnCode.ReduceOnly, "current position is zero, cannot fix reduce-only order qty");
        return Math.Sign(size.Raw) == order.Side.Sign()
            ? Outcome.Fail(ReturnCode.ReduceOnly, "Reduce-only rule not satisfied: the order is on the position's side")
            : Outcome.Success;
    }

    private static Outcome CheckAmendedNotional(AccountOrder order, Price price, Quantity quantity)
    {
        if (order.ReduceOnly || order.CloseOnTrigger || order.Type == OrderType.Market) return Outcome.Success;
        return FixedPoint.Notional(price, quantity) >= order.Listing.Rules.MinNotional
            ? Outcome.Success
            : OrderRules.Bad(order.Listing, ReturnCode.TooSmall, ReturnCode.SpotTooSmall, "Order value exceeded lower limit.");
    }

    private Outcome CheckAmendedFunds(AccountOrder order, Price price, Quantity quantity)
    {
        if (order.ReduceOnly || order.CloseOnTrigger || order.State == OrderState.Untriggered) return Outcome.Success;
        var left = quantity - order.Filled;
        if (order.Listing.IsLinear)
        {
            var more = FixedPoint.Notional(price, left) - order.Locked;
            return more <= 0 ? Outcome.Success : CanCarry(order, more);
        }

        var need = order.Side == Side.Buy ? FixedPoint.Notional(price, left) : left.ToDecimal();
        var coin = core.Coin(order.Account, order.LockedCoin);
        return need - order.Locked <= coin.Wallet - coin.Locked ? Outcome.Success : Outcome.Fail(ReturnCode.SpotNoBalance, "Insufficient balance.");
    }

    private static Outcome AmendProtection(AccountOrder order, OrderRequest request, Price price)
    {
        if (!request.TakeProfit.Given && !request.StopLoss.Given) return Outcome.Success;
        if (request.TakeProfit.Bad || request.StopLoss.Bad) return Outcome.Fail(ReturnCode.Parameter, "takeProfit or stopLoss invalid");
        if (!order.Filled.IsZero) return Outcome.Fail(110059, "TP/SL of a partially filled order cannot be modified");
        var reference = order.Type == OrderType.Limit ? price : order.IsConditional ? order.TriggerPrice : order.Listing.Last;
        var no = Protections.Check(order.Listing, order.Side, reference, request.TakeProfit, request.StopLoss);
        if (!no.Ok) return no;
        if (request.TakeProfit.Given) order.TakeProfit = request.TakeProfit.ToPrice();
        if (request.StopLoss.Given) order.StopLoss = request.StopLoss.ToPrice();
        return Outcome.Success;
    }

    private Outcome AmendWaiting(AccountOrder order, OrderRequest request, Price price, Quantity quantity)
    {
        if (request.TriggerPrice.IsSet)
        {
            if (request.TriggerPrice.Value % order.Listing.Rules.TickSize.ToDecimal() != 0 || request.TriggerPrice.Value is < 0 or > 2_000_000m)
                return OrderRules.Bad(order.Listing, ReturnCode.Parameter, ReturnCode.SpotPriceDecimals, "triggerPrice is not a multiple of the tick size");
            var trigger = request.TriggerPrice.ToPrice();
            var now = order.Listing.PriceOf(order.TriggerBy);
            if (order.TriggerDirection == 1 && trigger <= now) return Outcome.Fail(ReturnCode.TriggerNotRising, $"expect Rising, but trigger_price[{trigger}] <= current[{now}]");
            if (order.TriggerDirection == 2 && trigger >= now) return Outcome.Fail(ReturnCode.TriggerNotFalling, $"expect Falling, but trigger_price[{trigger}] >= current[{now}]");
            order.TriggerPrice = trigger;
        }

        order.Price = price;
        order.Quantity = quantity;
        core.Announce(order);
        return Outcome.Accepted(order);
    }

    private Outcome AmendInBook(AccountOrder order, Price price, Quantity quantity)
    {
        var change = new OrderAmendment(order.Id, price == order.Price ? default : price, quantity == order.Quantity ? default : quantity - order.Withheld);
        if (change is { Price.Raw: 0, Quantity.Raw: 0 })
        {
            core.Announce(order);
            return Outcome.Accepted(order);
        }

        core.Matching.Run(order.Listing, order.Listing.Book.Amend(change));
        return Outcome.Accepted(order);
    }

    private static Outcome NoOrder(Listing listing) =>
        OrderRules.Bad(listing, ReturnCode.NoOrder, ReturnCode.SpotNoOrder, listing.IsLinear ? "order not exists or too late to cancel" : "Order does not exist.");

    private static Outcome NoListing(OrderRequest request) => request.Category switch
    {
        "linear" => Outcome.Fail(ReturnCode.Parameter, "params error: symbol invalid " + request.Symbol),
        "spot" => Outcome.Fail(ReturnCode.SpotSymbol, "Invalid symbol."),
        _ => Outcome.Fail(ReturnCode.Parameter, "params error: category invalid"),
    };
}
