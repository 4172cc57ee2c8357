using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>What can be refused of a new order by its fields, the instrument's filters and the price band, with the code of the category.</summary>
internal static class OrderRules
{
    /// <summary>Fills an order from a request. The caller has found the listing.</summary>
    public static Outcome Read(OrderRequest request, AccountOrder order)
    {
        var no = ReadKind(request, order);
        if (!no.Ok) return no;
        no = ReadSize(request, order);
        if (!no.Ok) return no;
        no = order.Type == OrderType.Limit ? ReadLimit(request, order) : ReadMarket(request, order);
        if (!no.Ok) return no;
        no = ReadCondition(request, order);
        return no.Ok ? Protections.Read(request, order) : no;
    }

    public static Outcome Bad(Listing listing, int linear, int spot, string message) => Outcome.Fail(listing.IsLinear ? linear : spot, message);

    /// <summary>Off-tick, out of band or malformed prices of a limit.</summary>
    public static Outcome CheckPrice(Listing listing, Side side, NumberField field, out Price price)
    {
        price = default;
        if (field.Bad || !field.Given || field.Value <= 0) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "price is invalid");
        if (field.Value > 2_000_000m) return Bad(listing, ReturnCode.PriceRange, ReturnCode.SpotPriceTooHigh, "price is out of permissible range");
        if (field.Value % listing.Rules.TickSize.ToDecimal() != 0)
            return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotPriceDecimals, listing.IsLinear ? "price is not a multiple of the tick size" : "Order price has too many decimals.");
        price = Price.FromDecimal(field.Value);
        if (side == Side.Buy && price > listing.MaxBuy)
            return Bad(listing, ReturnCode.PriceRange, ReturnCode.SpotPriceTooHigh, $"Buy order price cannot be higher than {listing.MaxBuy}.");
        if (side == Side.Sell && price < listing.MinSell)
            return Bad(listing, ReturnCode.PriceRange, ReturnCode.SpotPriceTooLow, $"Sell order price cannot be lower than {listing.MinSell}.");
        return Outcome.Success;
    }

    /// <summary>Step, minimum and maximum of a base quantity.</summary>
    public static Outcome CheckQuantity(Listing listing, bool market, NumberField field, out Quantity quantity)
    {
        quantity = default;
        if (field.Bad || !field.Given || field.Value <= 0) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "Qty invalid");
        if (field.Value > (market ? listing.MaxMarketQuantity : listing.Rules.MaxQuantity).ToDecimal())
            return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotTooLarge, "The number of contracts exceeds maximum limit allowed: too large");
        if (field.Value % listing.Rules.LotSize.ToDecimal() != 0)
            return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotQuantityDecimals, listing.IsLinear ? "Qty invalid" : "Order quantity has too many decimals.");
        if (field.Value < listing.Rules.MinQuantity.ToDecimal())
            return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotQuantityTooSmall, "The number of contracts exceeds minimum limit allowed");
        quantity = Quantity.FromDecimal(field.Value);
        return Outcome.Success;
    }

    /// <summary>The least order value, at the limit or else at the last price; reductions are exempt.</summary>
    public static Outcome CheckNotional(AccountOrder order)
    {
        if (order.ReduceOnly || order.CloseOnTrigger) return Outcome.Success;
        var value = order.QuoteAmount > 0
            ? order.QuoteAmount
            : FixedPoint.Notional(order.Type == OrderType.Limit ? order.Price : order.Listing.Last, order.Quantity);
        return value >= order.Listing.Rules.MinNotional
            ? Outcome.Success
            : Bad(order.Listing, ReturnCode.TooSmall, ReturnCode.SpotTooSmall, order.Listing.IsLinear
                ? "Order does not meet minimum order value " + order.Listing.Rules.MinNotional + "USDT"
                : "Order value exceeded lower limit.");
    }

    public static bool TryBasis(string? text, out PriceBasis basis)
    {
        basis = text switch
        {
            "MarkPrice" => PriceBasis.MarkPrice,
            "IndexPrice" => PriceBasis.IndexPrice,
            _ => PriceBasis.LastPrice,
        };
        return text is null or "" or "LastPrice" || basis != PriceBasis.LastPrice;
    }

    private static Outcome ReadKind(OrderRequest request, AccountOrder order)
    {
        var listing = order.Listing;
        if (request.BadField is not null) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, $"params error: {request.BadField} invalid");
        if (request.Side is not ("Buy" or "Sell")) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotSide, "Side invalid");
        if (request.OrderType is not ("Market" or "Limit")) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotOrderType, "OrderType invalid");
        order.Side = request.Side == "Buy" ? Side.Buy : Side.Sell;
        order.Type = request.OrderType == "Market" ? OrderType.Market : OrderType.Limit;
        if (!TryTimeInForce(request.TimeInForce, order)) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotTimeInForce, "timeInForce invalid");
        if (!IsLink(request.LinkId)) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "orderLinkId invalid: at most 36 of A-Z a-z 0-9 - _");
        if (request.SmpType is not (null or "" or "None" or "CancelMaker" or "CancelTaker" or "CancelBoth")) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "smpType invalid");
        if (request.OrderFilter is not (null or "" or "Order" or "StopOrder" or "tpslOrder")) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "orderFilter invalid");
        order.LinkId = request.LinkId ?? "";
        order.Smp = request.SmpType switch { "CancelMaker" => SmpKind.CancelMaker, "CancelTaker" => SmpKind.CancelTaker, "CancelBoth" => SmpKind.CancelBoth, _ => SmpKind.None };
        order.ReduceOnly = request.ReduceOnly && listing.IsLinear;
        order.CloseOnTrigger = request.CloseOnTrigger && listing.IsLinear;
        return ReadPositionIndex(request, order);
    }

    private static Outcome ReadPositionIndex(OrderRequest request, AccountOrder order)
    {
        var index = request.PositionIndex.Given ? request.PositionIndex.Value : 0;
        var hedge = order.Listing.IsLinear && order.Account.Holding(order.Listing).Hedge;
        var fits = !request.PositionIndex.Bad && (hedge ? index is 1 or 2 : index == 0);
        if (order.Listing.IsLinear && !fits) return Outcome.Fail(ReturnCode.Parameter, "position idx not match position mode");
        order.PositionIndex = order.Listing.IsLinear ? (byte)index : (byte)0;
        // In hedge mode an order against its own side of the book of positions can only reduce it.
        if (hedge && (index == 1) != (order.Side == Side.Buy)) order.ReduceOnly = true;
        return Outcome.Success;
    }

    private static Outcome ReadSize(OrderRequest request, AccountOrder order)
    {
        var listing = order.Listing;
        var market = order.Type == OrderType.Market;
        if (!listing.IsLinear && market)
        {
            if (request.MarketUnit is not (null or "" or "baseCoin" or "quoteCoin")) return Outcome.Fail(ReturnCode.SpotParameter, "marketUnit invalid");
            var quote = request.MarketUnit == "quoteCoin" || (request.MarketUnit is not "baseCoin" && order.Side == Side.Buy);
            if (quote) return ReadQuoteAmount(request, order);
        }

        if (listing.IsLinear && request.Quantity is { Given: true, Bad: false, Value: 0 } && order.ReduceOnly && order.CloseOnTrigger)
        {
            var size = order.Account.Holding(listing).Positions[order.PositionIndex].Size.Abs();
            if (size.IsZero) return Outcome.Fail(ReturnCode.ReduceOnly, "current position is zero, cannot fix reduce-only order qty");
            order.Quantity = new Quantity(Math.Min(size.Raw, listing.Rules.MaxQuantity.Raw));
            return Outcome.Success;
        }

        return CheckQuantity(listing, market, request.Quantity, out order.Quantity);
    }

    private static Outcome ReadQuoteAmount(OrderRequest request, AccountOrder order)
    {
        if (request.Quantity.Bad || !request.Quantity.Given || request.Quantity.Value <= 0) return Outcome.Fail(ReturnCode.SpotParameter, "Qty invalid");
        if (request.Quantity.Value % QuotePrecision != 0) return Outcome.Fail(ReturnCode.SpotAmountDecimals, "Market order amount decimal too long.");
        if (request.Quantity.Value > 8_000_000m) return Outcome.Fail(ReturnCode.SpotTooLarge, "Order amount too large.");
        order.QuoteAmount = request.Quantity.Value;
        return Outcome.Success;
    }

    /// <summary>Step of a quote-valued spot market order.</summary>
    public const decimal QuotePrecision = 0.0000001m;

    private static Outcome ReadLimit(OrderRequest request, AccountOrder order)
    {
        var field = request.Price;
        if (request.BboSide is "Queue" or "Counterparty" && order.Listing.IsLinear)
        {
            if (request.BboLevel is not { Given: true, Bad: false, Value: >= 1 and <= 5 }) return Outcome.Fail(ReturnCode.Parameter, "bboLevel invalid");
            var side = request.BboSide == "Queue" ? order.Side : order.Side.Opposite();
            Span<BookLevel> levels = stackalloc BookLevel[5];
            var found = order.Listing.Book.Depth(side, levels);
            if (found == 0) return Outcome.Fail(ReturnCode.Parameter, "the book is empty on that side");
            field = NumberField.Of(levels[Math.Min(found, (int)request.BboLevel.Value) - 1].Price.ToDecimal());
        }

        return CheckPrice(order.Listing, order.Side, field, out order.Price);
    }

    private static Outcome ReadMarket(OrderRequest request, AccountOrder order)
    {
        order.TimeInForce = TimeInForce.Ioc;
        if (string.IsNullOrEmpty(request.SlippageType)) return Outcome.Success;
        var tolerance = request.SlippageTolerance;
        if (request.IsConditional || request.HasProtection) return Outcome.Fail(ReturnCode.Parameter, "slippageTolerance does not go with triggers or TP/SL");
        if (request.SlippageType is not ("TickSize" or "Percent") || tolerance.Bad || !tolerance.Given) return Outcome.Fail(ReturnCode.Parameter, "slippageTolerance invalid");
        if (request.SlippageType == "TickSize" && (tolerance.Value is < 1 or > 10_000 || tolerance.Value % 1 != 0)) return Outcome.Fail(ReturnCode.SlippageTicks, "slippageTolerance out of range: TickSize 1 to 10000");
        if (request.SlippageType == "Percent" && tolerance.Value is < 0.01m or > 10) return Outcome.Fail(ReturnCode.SlippagePercent, "slippageTolerance out of range: Percent 0.01 to 10");
        order.SlippageType = request.SlippageType;
        order.SlippageTolerance = tolerance.Value;
        return Outcome.Success;
    }

    private static Outcome ReadCondition(OrderRequest request, AccountOrder order)
    {
        var listing = order.Listing;
        order.Filter = request.OrderFilter switch { "tpslOrder" => FilterKind.TpslOrder, "StopOrder" => FilterKind.StopOrder, _ => FilterKind.Order };
        if (request.TriggerPrice.Bad || request.TriggerDirection.Bad) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "triggerPrice invalid");
        if (!request.IsConditional)
            return order.Filter == FilterKind.Order || listing.IsLinear ? Outcome.Success : Outcome.Fail(ReturnCode.SpotParameter, "triggerPrice is required");
        if (!TryBasis(request.TriggerBy, out order.TriggerBy)) return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "triggerBy invalid");
        if (request.TriggerPrice.Value is < 0 or > 2_000_000m || request.TriggerPrice.Value % listing.Rules.TickSize.ToDecimal() != 0)
            return Bad(listing, ReturnCode.Parameter, ReturnCode.SpotPriceDecimals, "triggerPrice is not a multiple of the tick size");
        order.TriggerPrice = request.TriggerPrice.ToPrice();
        var now = listing.PriceOf(order.TriggerBy);
        if (listing.IsLinear)
        {
            if (request.TriggerDirection.Value is not (1 or 2)) return Outcome.Fail(ReturnCode.Parameter, "triggerDirection invalid");
            order.TriggerDirection = (byte)request.TriggerDirection.Value;
            if (order.TriggerDirection == 1 && order.TriggerPrice <= now) return Outcome.Fail(ReturnCode.TriggerNotRising, $"expect Rising, but trigger_price[{order.TriggerPrice}] <= current[{now}]");
            if (order.TriggerDirection == 2 && order.TriggerPrice >= now) return Outcome.Fail(ReturnCode.TriggerNotFalling, $"expect Falling, but trigger_price[{order.TriggerPrice}] >= current[{now}]");
        }
        else
        {
            order.TriggerDirection = order.TriggerPrice > now ? (byte)1 : (byte)2;
            if (order.Filter == FilterKind.Order) order.Filter = FilterKind.StopOrder;
        }

        order.Stop = order.Filter == FilterKind.TpslOrder && !listing.IsLinear ? StopKind.TpslOrder : StopKind.Stop;
        return Outcome.Success;
    }

    private static bool TryTimeInForce(string? text, AccountOrder order)
    {
        order.TimeInForce = text switch { "IOC" => TimeInForce.Ioc, "FOK" => TimeInForce.Fok, "PostOnly" or "RPI" => TimeInForce.PostOnly, _ => TimeInForce.Gtc };
        return text is null or "" or "GTC" || order.TimeInForce != TimeInForce.Gtc;
    }

    private static bool IsLink(string? link) => string.IsNullOrEmpty(link) || (link.Length <= 36 && link.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
