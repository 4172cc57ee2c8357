using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>set-leverage, switch-mode and trading-stop.</summary>
internal sealed class PositionDesk(ExchangeCore core)
{
    private const int MaxPartialPairs = 20;

    /// <summary>What an order of a side could reduce on a position index.</summary>
    public static Quantity Reducible(Account account, Listing listing, Side side, int index)
    {
        var size = account.Holding(listing).Positions[index].Size;
        return size.IsZero || Math.Sign(size.Raw) == side.Sign() ? default : size.Abs();
    }

    public Outcome SetLeverage(Account account, Listing listing, NumberField buy, NumberField sell)
    {
        if (!buy.IsSet || !sell.IsSet || buy.Value != sell.Value || buy.Value % 0.01m != 0) return Outcome.Fail(ReturnCode.Parameter, "leverage invalid: buyLeverage and sellLeverage must be equal numbers");
        if (buy.Value < 1) return Outcome.Fail(ReturnCode.Parameter, "leverage invalid: at least 1");
        if (buy.Value > listing.Rules.MaxLeverage) return Outcome.Fail(ReturnCode.LeverageRisk, "cannot set leverage gt maxLeverage by risk limit");
        var holding = account.Holding(listing);
        if (holding.Leverage == buy.Value) return Outcome.Fail(ReturnCode.LeverageNotModified, "leverage not modified");
        var before = holding.Leverage;
        holding.Leverage = buy.Value;
        if (Margin.Of(account, core) is var margin && margin.Balance < margin.Initial && buy.Value < before)
        {
            holding.Leverage = before;
            return Outcome.Fail(ReturnCode.NoMargin, "ab not enough for this leverage");
        }

        Touch(holding);
        return Outcome.Success;
    }

    public Outcome SwitchMode(Account account, IReadOnlyList<Listing> listings, int mode)
    {
        var hedge = mode == 3;
        var changed = false;
        foreach (var listing in listings)
        {
            var holding = account.Holding(listing);
            if (holding.Hedge == hedge) continue;
            if (holding.HasPosition) return Outcome.Fail(ReturnCode.ModeHasPosition, "Position exists, so you cannot switch position mode");
            if (holding.OpenOrders + holding.OpenConditional > 0) return Outcome.Fail(ReturnCode.ModeHasOrders, "You have existing orders, so you cannot switch position mode");
            holding.Hedge = hedge;
            changed = true;
            Touch(holding);
        }

        return changed ? Outcome.Success : Outcome.Fail(ReturnCode.ModeNotModified, "Position mode is not modified");
    }

    public Outcome TradingStop(Account account, OrderRequest request)
    {
        if (request.Category != "linear" || core.FindListing("linear", request.Symbol) is not { } listing) return Outcome.Fail(ReturnCode.Parameter, "params error: symbol invalid " + request.Symbol);
        var index = request.PositionIndex;
        if (!index.Given || index.Bad || index.Value is not (0 or 1 or 2) || account.Holding(listing).Hedge == (index.Value == 0))
            return Outcome.Fail(ReturnCode.Parameter, "position idx not match position mode");
        if (request.TpslMode is not ("Full" or "Partial")) return Outcome.Fail(ReturnCode.Parameter, "tpslMode is required: Full or Partial");
        var position = account.Holding(listing).Positions[(int)index.Value];
        if (position.Size.IsZero) return Outcome.Fail(ReturnCode.Parameter, "can not set tp/sl/ts for zero position");
        var prices = request.TrailingStop.IsPriceOrNone(listing) && request.ActivePrice.IsPriceOrNone(listing) && request.TpLimitPrice.IsPriceOrNone(listing) && request.SlLimitPrice.IsPriceOrNone(listing);
        if (request.TakeProfit.Bad || request.StopLoss.Bad || !prices || request.BadField is not null) return Outcome.Fail(ReturnCode.Parameter, "TP/SL/TS invalid");
        if (!OrderRules.TryBasis(request.TpTriggerBy, out var takeBy) || !OrderRules.TryBasis(request.SlTriggerBy, out var stopBy)) return Outcome.Fail(ReturnCode.Parameter, "triggerBy invalid");
        var side = position.Size.Raw > 0 ? Side.Buy : Side.Sell;
        var no = Protections.Check(listing, side, listing.PriceOf(takeBy), request.TakeProfit, default);
        if (no.Ok) no = Protections.Check(listing, side, listing.PriceOf(stopBy), default, request.StopLoss);
        if (!no.Ok) return no;
        position.PartialMode = request.TpslMode == "Partial";
        return position.PartialMode ? Partial(position, request, takeBy, stopBy) : Full(position, request, takeBy, stopBy);
    }

    private Outcome Full(PositionState position, OrderRequest request, PriceBasis takeBy, PriceBasis stopBy)
    {
        if (request.TrailingStop.Value >= position.Holding.Listing.Last.ToDecimal()) return Outcome.Fail(ReturnCode.Parameter, "trailingStop invalid");
        var changed = false;
        if (request.TakeProfit.Given) changed |= core.Protection.SetFull(position, StopKind.TakeProfit, request.TakeProfit.ToPrice(), takeBy);
        if (request.StopLoss.Given) changed |= core.Protection.SetFull(position, StopKind.StopLoss, request.StopLoss.ToPrice(), stopBy);
        if (request.TrailingStop.Given) changed |= core.Protection.SetTrailing(position, request.TrailingStop.ToPrice(), request.ActivePrice.ToPrice());
        return changed ? Outcome.Success : Outcome.Fail(ReturnCode.StopNotModified, "not modified");
    }

    private Outcome Partial(PositionState position, OrderRequest request, PriceBasis takeBy, PriceBasis stopBy)
    {
        var listing = position.Holding.Listing;
        if (!request.TakeProfit.IsSet && !request.StopLoss.IsSet) return Outcome.Fail(ReturnCode.StopNotModified, "not modified");
        if (request.TakeProfit.IsSet && request.StopLoss.IsSet && request.TpSize.Value != request.SlSize.Value) return Outcome.Fail(ReturnCode.Parameter, "tpSize and slSize must be equal");
        var no = OrderRules.CheckQuantity(listing, market: false, request.TakeProfit.IsSet ? request.TpSize : request.SlSize, out var size);
        if (!no.Ok) return no;
        if (size > position.Size.Abs()) return Outcome.Fail(ReturnCode.Parameter, "tpSize or slSize exceeds the position");
        if ((request.TpOrderType == "Limit" && !request.TpLimitPrice.IsSet) || (request.SlOrderType == "Limit" && !request.SlLimitPrice.IsSet)) return Outcome.Fail(ReturnCode.Parameter, "tpLimitPrice or slLimitPrice is required");
        if (listing.Waiting.Count(o => o.PartialProtection && o.Account == position.Holding.Account) >= 2 * MaxPartialPairs) return Outcome.Fail(ReturnCode.TooManyPartialStops, "at most 20 partial TP/SL orders");
        core.Protection.AddPair(position, request.TakeProfit.ToPrice(), takeBy, request.TpLimitPrice.ToPrice(), request.StopLoss.ToPrice(), stopBy, request.SlLimitPrice.ToPrice(), size);
        return Outcome.Success;
    }

    private void Touch(Holding holding)
    {
        foreach (var position in holding.Positions)
        {
            if (holding.Hedge == (position.Index == 0)) continue;
            core.Listener.OnPosition(position);
        }

        core.Listener.OnWallet(holding.Account);
    }
}
