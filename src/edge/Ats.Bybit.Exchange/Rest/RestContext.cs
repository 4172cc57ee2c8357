using System.Globalization;
using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>What an endpoint works with: parameters in, one JSON value (the result) out. A failing outcome discards what was written.</summary>
internal sealed class RestContext(ExchangeCore core, OrderRequestReader reader)
{
    private Dictionary<string, string> _query = [];
    private JsonElement _body;

    public ExchangeCore Core { get; } = core;

    public OrderRequestReader Reader { get; } = reader;

    public OrderRequest Request { get; } = new();

    public Utf8JsonWriter Json { get; set; } = null!;

    /// <summary>Null on public endpoints.</summary>
    public Account? AccountOrNull { get; set; }

    public Account Account => AccountOrNull!;

    public RestCall Call { get; private set; } = null!;

    /// <summary>Outcomes of a batch's members, in order; null for other endpoints.</summary>
    public List<Outcome>? Batch { get; set; }

    /// <summary>Budget state of an endpoint that takes its budget by itself.</summary>
    public RateState? Rate { get; set; }

    public void Start(RestCall call, Account? account)
    {
        Call = call;
        AccountOrNull = account;
        Batch = null;
        Rate = null;
        _body = default;
        _query = call.IsPost ? [] : QueryText.Parse(call.RawQuery);
    }

    /// <summary>Parses a POST body that is not an order.</summary>
    /// <exception cref="JsonException">Not a JSON object.</exception>
    public void ReadBody()
    {
        using var document = JsonDocument.Parse(Call.Body);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("an object was expected");
        _body = document.RootElement.Clone();
    }

    public JsonElement Body => _body;

    /// <summary>A parameter as text; null when absent, empty or JSON null.</summary>
    public string? Text(string name)
    {
        if (!Call.IsPost) return _query.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        if (!_body.TryGetProperty(name, out var field)) return null;
        return field.ValueKind switch
        {
            JsonValueKind.String => field.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => field.GetRawText(),
            _ => null,
        };
    }

    public NumberField Number(string name) => Text(name) is { } text ? OrderRequestReader.ParseNumber(System.Text.Encoding.UTF8.GetBytes(text)) : default;

    /// <summary>An integer parameter inside a range; the default when absent. False when it is no integer or outside.</summary>
    public bool TryInteger(string name, long min, long max, long @default, out long value)
    {
        value = @default;
        return Text(name) is not { } text || (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min && value <= max);
    }

    public static Outcome Bad(string what) => Outcome.Fail(ReturnCode.Parameter, "params error: " + what);
}
