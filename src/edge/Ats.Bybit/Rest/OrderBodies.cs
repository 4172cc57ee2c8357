using System.Buffers;
using System.Text.Json;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>Orders as JSON, the same over REST and the trade socket.</summary>
internal static class OrderBodies
{
    public static byte[] Body(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Batch(Category category, int count, Action<Utf8JsonWriter, int> write) => Body(json =>
    {
        json.WriteString("category"u8, category.Text());
        json.WriteStartArray("request"u8);
        for (var i = 0; i < count; i++)
        {
            json.WriteStartObject();
            write(json, i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The fields of an order; the category apart, since a batch says it once.</summary>
    /// <exception cref="ArgumentException">A limit order without a price, a trigger without one, or a link id the exchange cannot take.</exception>
    public static void Write(Utf8JsonWriter json, NewOrder order)
    {
        Check(order);
        json.WriteString("symbol"u8, order.Symbol);
        json.WriteString("side"u8, order.Side == Side.Buy ? WireWords.Buy : WireWords.Sell);
        json.WriteString("orderType"u8, order.Type == OrderType.Market ? WireWords.Market : WireWords.Limit);
        Decimal(json, "qty"u8, order.Quantity);
        if (order.Type == OrderType.Limit)
        {
            Decimal(json, "price"u8, order.Price);
            json.WriteString("timeInForce"u8, Text(order.TimeInForce));
        }

        if (order.OrderLinkId is { } link) json.WriteString("orderLinkId"u8, link);
        // A spot market buy counts its quantity in quote unless told: always tell.
        if (order.Category == Category.Spot && order.Type == OrderType.Market) json.WriteString("marketUnit"u8, order.QuantityIsQuote ? WireWords.QuoteCoin : WireWords.BaseCoin);
        if (order.Category == Category.Linear) WriteLinear(json, order);
        WriteTrigger(json, order);
        Decimal(json, "takeProfit"u8, order.TakeProfit);
        Decimal(json, "stopLoss"u8, order.StopLoss);
        if (order.SmpType != WireWords.SmpNone) json.WriteString("smpType"u8, order.SmpType);
        if (order.SlippagePercent is { } percent)
        {
            json.WriteString("slippageToleranceType"u8, "Percent"u8);
            Decimal(json, "slippageTolerance"u8, percent);
        }
    }

    public static void Write(Utf8JsonWriter json, AmendOrder amend)
    {
        Write(json, amend.Key);
        Decimal(json, "qty"u8, amend.Quantity);
        Decimal(json, "price"u8, amend.Price);
        Decimal(json, "triggerPrice"u8, amend.TriggerPrice);
        Decimal(json, "takeProfit"u8, amend.TakeProfit);
        Decimal(json, "stopLoss"u8, amend.StopLoss);
    }

    public static void Write(Utf8JsonWriter json, OrderKey key)
    {
        json.WriteString("symbol"u8, key.Symbol);
        if (key.OrderId is { } id) json.WriteString("orderId"u8, id);
        if (key.OrderLinkId is { } link) json.WriteString("orderLinkId"u8, link);
        if (key.OrderFilter is { } filter) json.WriteString("orderFilter"u8, filter);
    }

    public static void Decimal(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? value)
    {
        if (value is not { } number) return;
        Span<byte> text = stackalloc byte[64];
        number.TryFormat(text, out var length, "0.############################", System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static string Text(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.Ioc => WireWords.Ioc,
        TimeInForce.Fok => WireWords.Fok,
        TimeInForce.PostOnly => WireWords.PostOnly,
        _ => WireWords.Gtc,
    };

    private static void Check(NewOrder order)
    {
        if (order.Type == OrderType.Limit && order.Price is not > 0m) throw new ArgumentException("A limit order needs a price.", nameof(order));
        if (order.Trigger != TriggerKind.None && order.TriggerPrice is not > 0m) throw new ArgumentException("A conditional order needs a trigger price.", nameof(order));
        if (order.OrderLinkId is { } link && (link.Length is 0 or > NewOrder.MaxLinkLength || !link.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            throw new ArgumentException($"'{link}' is no link id: 1 to {NewOrder.MaxLinkLength} of A-Z a-z 0-9 - _.", nameof(order));
    }

    private static void WriteLinear(Utf8JsonWriter json, NewOrder order)
    {
        json.WriteNumber("positionIdx"u8, order.PositionIdx);
        if (order.ReduceOnly) json.WriteBoolean("reduceOnly"u8, true);
        if (order.CloseOnTrigger) json.WriteBoolean("closeOnTrigger"u8, true);
    }

    private static void WriteTrigger(Utf8JsonWriter json, NewOrder order)
    {
        var filter = order.OrderFilter;
        if (order.Trigger != TriggerKind.None)
        {
            Decimal(json, "triggerPrice"u8, order.TriggerPrice);
            if (order.Category == Category.Linear)
            {
                json.WriteNumber("triggerDirection"u8, order.Trigger == TriggerKind.RisesTo ? 1 : 2);
                json.WriteString("triggerBy"u8, order.TriggerBy);
            }
            else
            {
                filter ??= WireWords.FilterStopOrder;
            }
        }

        if (filter is not null) json.WriteString("orderFilter"u8, filter);
    }
}
