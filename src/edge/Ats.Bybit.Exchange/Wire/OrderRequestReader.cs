using System.Globalization;
using System.Text.Json;
using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>Reads one order object from JSON into an <see cref="OrderRequest"/>: no object graph, unknown fields skipped, null = absent, numbers as text or bare.</summary>
internal sealed class OrderRequestReader
{
    private const string Unknown = "";

    private static readonly Dictionary<string, string> Fields = new[]
    {
        "category", "symbol", "side", "orderType", "qty", "price", "timeInForce", "orderLinkId", "orderId", "reduceOnly", "closeOnTrigger", "positionIdx", "triggerPrice",
        "triggerDirection", "triggerBy", "orderFilter", "takeProfit", "stopLoss", "tpTriggerBy", "slTriggerBy", "tpslMode", "tpOrderType", "slOrderType", "tpLimitPrice",
        "slLimitPrice", "marketUnit", "smpType", "slippageToleranceType", "slippageTolerance", "bboSideType", "bboLevel", "tpSize", "slSize", "trailingStop", "activePrice",
    }.ToDictionary(n => n, n => n, StringComparer.Ordinal);

    private readonly TextPool _words = new();

    /// <summary>The reader stands on the object's start; afterwards on its end.</summary>
    /// <exception cref="JsonException">Not an object, or not JSON.</exception>
    public void Read(ref Utf8JsonReader json, OrderRequest into)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw new JsonException("an object was expected");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueIsEscaped ? Unknown : Find(json.ValueSpan);
            json.Read();
            Set(ref json, name, into);
        }

        if (json.TokenType != JsonTokenType.EndObject) throw new JsonException("the object does not end");
    }

    private static string Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 32 || !System.Text.Ascii.IsValid(utf8)) return Unknown;
        Span<char> chars = stackalloc char[32];
        for (var i = 0; i < utf8.Length; i++) chars[i] = (char)utf8[i];
        return Fields.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(chars[..utf8.Length], out var name) ? name : Unknown;
    }

    private void Set(ref Utf8JsonReader json, string name, OrderRequest into)
    {
        switch (name)
        {
            case "category": into.Category = Word(ref json, name, into); break;
            case "symbol": into.Symbol = Word(ref json, name, into); break;
            case "side": into.Side = Word(ref json, name, into); break;
            case "orderType": into.OrderType = Word(ref json, name, into); break;
            case "timeInForce": into.TimeInForce = Word(ref json, name, into); break;
            case "orderLinkId": into.LinkId = Text(ref json, name, into); break;
            case "orderId": into.OrderId = Text(ref json, name, into); break;
            case "qty": into.Quantity = Number(ref json); break;
            case "price": into.Price = Number(ref json); break;
            case "positionIdx": into.PositionIndex = Number(ref json); break;
            case "reduceOnly": into.ReduceOnly = Flag(ref json, name, into); break;
            case "closeOnTrigger": into.CloseOnTrigger = Flag(ref json, name, into); break;
            default: SetRare(ref json, name, into); break;
        }
    }

    private void SetRare(ref Utf8JsonReader json, string name, OrderRequest into)
    {
        switch (name)
        {
            case "triggerPrice": into.TriggerPrice = Number(ref json); break;
            case "triggerDirection": into.TriggerDirection = Number(ref json); break;
            case "triggerBy": into.TriggerBy = Word(ref json, name, into); break;
            case "orderFilter": into.OrderFilter = Word(ref json, name, into); break;
            case "takeProfit": into.TakeProfit = Number(ref json); break;
            case "stopLoss": into.StopLoss = Number(ref json); break;
            case "tpTriggerBy": into.TpTriggerBy = Word(ref json, name, into); break;
            case "slTriggerBy": into.SlTriggerBy = Word(ref json, name, into); break;
            case "tpslMode": into.TpslMode = Word(ref json, name, into); break;
            case "tpOrderType": into.TpOrderType = Word(ref json, name, into); break;
            case "slOrderType": into.SlOrderType = Word(ref json, name, into); break;
            case "tpLimitPrice": into.TpLimitPrice = Number(ref json); break;
            case "slLimitPrice": into.SlLimitPrice = Number(ref json); break;
            case "tpSize": into.TpSize = Number(ref json); break;
            case "slSize": into.SlSize = Number(ref json); break;
            case "trailingStop": into.TrailingStop = Number(ref json); break;
            case "activePrice": into.ActivePrice = Number(ref json); break;
            case "marketUnit": into.MarketUnit = Word(ref json, name, into); break;
            case "smpType": into.SmpType = Word(ref json, name, into); break;
            case "slippageToleranceType": into.SlippageType = Word(ref json, name, into); break;
            case "slippageTolerance": into.SlippageTolerance = Number(ref json); break;
            case "bboSideType": into.BboSide = Word(ref json, name, into); break;
            case "bboLevel": into.BboLevel = Number(ref json); break;
            default: json.Skip(); break;
        }
    }

    private string? Word(ref Utf8JsonReader json, string name, OrderRequest into)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType == JsonTokenType.String) return json.ValueIsEscaped ? json.GetString() : _words.Get(json.ValueSpan);
        return Bad(ref json, name, into);
    }

    private static string? Text(ref Utf8JsonReader json, string name, OrderRequest into)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        return json.TokenType == JsonTokenType.String ? json.GetString() : Bad(ref json, name, into);
    }

    private static string? Bad(ref Utf8JsonReader json, string name, OrderRequest into)
    {
        into.BadField ??= name;
        json.Skip();
        return null;
    }

    private static bool Flag(ref Utf8JsonReader json, string name, OrderRequest into)
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False) return json.TokenType == JsonTokenType.True;
        if (json.TokenType is not (JsonTokenType.Null or JsonTokenType.String)) Bad(ref json, name, into);
        return json.TokenType == JsonTokenType.String && json.ValueTextEquals("true"u8);
    }

    private static NumberField Number(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.Null) return default;
        if (json.TokenType is JsonTokenType.String or JsonTokenType.Number) return ParseNumber(json.ValueSpan);
        json.Skip();
        return NumberField.Malformed;
    }

    /// <summary>Plain decimals below a billion: no exponents, at most 30 characters.</summary>
    public static NumberField ParseNumber(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return default;
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        return text.Length <= 30 && decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1_000_000_000m
            ? NumberField.Of(value)
            : NumberField.Malformed;
    }
}
