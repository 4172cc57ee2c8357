using System.Globalization;
using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Rest;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>order.* over the trade socket (SPEC.md 13): one pass over the text, no object graph for single orders.</summary>
internal sealed class TradeCommands(ExchangeCore core, RateBook rates, OrderRequestReader reader, FaultBox faults)
{
    private const int MaxRequestId = 36;
    private readonly FrameWriter _frame = new();
    private readonly OrderRequest _request = new();
    private readonly TextPool _words = new();

    /// <summary>What the envelope of a message said; spans point into the message.</summary>
    private ref struct Envelope
    {
        public string Op;
        public ReadOnlySpan<byte> RequestId;
        public string? Timestamp;
        public string? RecvWindow;
        public int ArgsAt;
    }

    public void Handle(SocketSession session, ReadOnlyMemory<byte> text)
    {
        try
        {
            var envelope = Read(text.Span);
            switch (envelope.Op)
            {
                case "ping":
                    Pong(session);
                    break;
                case "auth":
                    Authenticate(session, text, envelope);
                    break;
                case "order.create" or "order.amend" or "order.cancel" or "order.create-batch" or "order.amend-batch" or "order.cancel-batch":
                    Order(session, text.Span, envelope);
                    break;
                default:
                    Fail(session, envelope, Outcome.Fail(ReturnCode.WsUnknownOp, "unknown op " + envelope.Op));
                    break;
            }
        }
        catch (Exception e) when (BadJson.Is(e))
        {
            Fail(session, new Envelope { Op = "" }, Outcome.Fail(ReturnCode.Parameter, "Params Error: the message is not the expected JSON"));
        }
    }

    private Envelope Read(ReadOnlySpan<byte> text)
    {
        var envelope = new Envelope { Op = "", ArgsAt = -1 };
        var json = new Utf8JsonReader(text);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new JsonException("an object was expected");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("op"u8) && Next(ref json, JsonTokenType.String)) envelope.Op = _words.Get(json.ValueSpan);
            else if (json.ValueTextEquals("reqId"u8) && Next(ref json, JsonTokenType.String)) envelope.RequestId = json.ValueSpan;
            else if (json.ValueTextEquals("header"u8) && Next(ref json, JsonTokenType.StartObject)) ReadHeader(ref json, ref envelope);
            else if (json.ValueTextEquals("args"u8) && Next(ref json, JsonTokenType.StartArray))
            {
                envelope.ArgsAt = (int)json.TokenStartIndex;
                json.Skip();
            }
            else
            {
                json.Skip();
            }
        }

        if (json.TokenType != JsonTokenType.EndObject || json.Read()) throw new JsonException("one object was expected");
        return envelope;
    }

    /// <summary>Moves to the property's value; true when it is of the kind wanted (otherwise the caller skips it).</summary>
    private static bool Next(ref Utf8JsonReader json, JsonTokenType wanted)
    {
        json.Read();
        return json.TokenType == wanted;
    }

    private static void ReadHeader(ref Utf8JsonReader json, ref Envelope envelope)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var timestamp = json.ValueTextEquals("X-BAPI-TIMESTAMP"u8);
            var window = json.ValueTextEquals("X-BAPI-RECV-WINDOW"u8);
            json.Read();
            if (timestamp) envelope.Timestamp = Scalar(ref json);
            else if (window) envelope.RecvWindow = Scalar(ref json);
            else json.Skip();
        }
    }

    private static string? Scalar(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.String or JsonTokenType.Number) return System.Text.Encoding.UTF8.GetString(json.ValueSpan);
        json.Skip();
        return null;
    }

    private void Authenticate(SocketSession session, ReadOnlyMemory<byte> text, Envelope envelope)
    {
        if (session.Account is not null)
        {
            Simple(session, envelope, ReturnCode.WsRepeatAuth, "Repeat auth");
            return;
        }

        using var document = JsonDocument.Parse(text);
        var no = StreamCommands.CheckAuth(document.RootElement, core, out var account, out var code);
        session.Account = account;
        Simple(session, envelope, code, no ?? "OK");
    }

    private void Order(SocketSession session, ReadOnlySpan<byte> text, Envelope envelope)
    {
        var no = Check(session, envelope);
        if (!no.Ok)
        {
            Fail(session, envelope, no);
            return;
        }

        var json = new Utf8JsonReader(text[envelope.ArgsAt..]);
        json.Read();
        json.Read();
        _request.Clear();
        if (envelope.Op.EndsWith("-batch", StringComparison.Ordinal)) Batch(session, ref json, envelope);
        else Single(session, ref json, envelope);
    }

    private Outcome Check(SocketSession session, Envelope envelope)
    {
        if (session.Account is null) return Outcome.Fail(ReturnCode.NotAuthenticated, "not authorized: auth first");
        if (envelope.RequestId.Length > MaxRequestId) return Outcome.Fail(ReturnCode.Parameter, "reqId is longer than 36");
        if (envelope.RequestId.Length > 0 && !session.TryUseRequestId(envelope.RequestId)) return Outcome.Fail(ReturnCode.WsDuplicateRequest, "Duplicate reqId");
        if (envelope.ArgsAt < 0) return Outcome.Fail(ReturnCode.Parameter, "args is empty");
        if (faults.RateLimits()) return Outcome.Fail(ReturnCode.RateLimit, "Too many visits!");
        return Signing.CheckWindow(envelope.Timestamp, envelope.RecvWindow, core.NowMs);
    }

    private void Single(SocketSession session, ref Utf8JsonReader json, Envelope envelope)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw new JsonException("args must hold one order");
        reader.Read(ref json, _request);
        var account = session.Account!;
        var key = envelope.Op switch { "order.create" => "order/create", "order.amend" => "order/amend", _ => "order/cancel" };
        var fits = rates.TryTake(account, key, _request.Category == "spot", core.NowMs, 1, out var state);
        var outcome = !fits ? Outcome.Fail(ReturnCode.RateLimit, "Too many visits!")
            : _request.Category is not ("linear" or "spot") ? Outcome.Fail(ReturnCode.WsUnknownOp, "category invalid")
            : envelope.Op switch
            {
                "order.create" => core.Orders.Create(account, _request),
                "order.amend" => core.Orders.Amend(account, _request),
                _ => core.Orders.Cancel(account, _request),
            };
        var writer = Begin(envelope, outcome.Code, outcome.Message);
        writer.WritePropertyName("data"u8);
        if (outcome.Ok)
        {
            OrderEndpoints.WriteAck(writer, outcome.Order!);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }

        writer.WriteStartObject("retExtInfo"u8);
        writer.WriteEndObject();
        End(session, state);
    }

    private void Batch(SocketSession session, ref Utf8JsonReader json, Envelope envelope)
    {
        using var document = JsonDocument.ParseValue(ref json);
        var root = document.RootElement;
        var category = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("category", out var c) ? c.ToString() : "";
        if (category is not ("linear" or "spot") || !root.TryGetProperty("request", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            Fail(session, envelope, Outcome.Fail(category is "linear" or "spot" ? ReturnCode.Parameter : ReturnCode.WsUnknownOp, "category or request invalid"));
            return;
        }

        if (list.GetArrayLength() > (category == "spot" ? OrderEndpoints.MaxBatchSpot : OrderEndpoints.MaxBatchLinear))
        {
            Fail(session, envelope, Outcome.Fail(ReturnCode.Parameter, "too many orders in the request"));
            return;
        }

        var account = session.Account!;
        var outcomes = new List<Outcome>();
        var state = default(RateState);
        var writer = Begin(envelope, ReturnCode.Ok, "OK");
        writer.WriteStartObject("data"u8);
        writer.WriteStartArray("list"u8);
        foreach (var member in list.EnumerateArray())
        {
            outcomes.Add(Member(account, member, category, envelope.Op, ref state));
            OrderEndpoints.WriteBatchMember(writer, _request, outcomes[^1], core.NowMs, envelope.Op == "order.create-batch");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("retExtInfo"u8);
        writer.WriteStartArray("list"u8);
        foreach (var outcome in outcomes)
        {
            writer.WriteStartObject();
            writer.WriteNumber("code"u8, outcome.Code);
            writer.WriteString("msg"u8, outcome.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        End(session, state);
    }

    private Outcome Member(Account account, JsonElement member, string category, string op, ref RateState state)
    {
        _request.Clear();
        _request.Category = category;
        if (member.ValueKind != JsonValueKind.Object) return Outcome.Fail(ReturnCode.Parameter, "an order must be an object");
        var json = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(member));
        json.Read();
        reader.Read(ref json, _request);
        _request.Category = category;
        var key = op switch { "order.create-batch" => "order/create-batch", "order.amend-batch" => "order/amend-batch", _ => "order/cancel-batch" };
        if (!rates.TryTake(account, key, category == "spot", core.NowMs, 1, out state)) return Outcome.Fail(ReturnCode.RateLimit, "Too many visits!");
        return op switch
        {
            "order.create-batch" => core.Orders.Create(account, _request),
            "order.amend-batch" => core.Orders.Amend(account, _request),
            _ => core.Orders.Cancel(account, _request),
        };
    }

    private void Fail(SocketSession session, Envelope envelope, Outcome outcome)
    {
        var json = Begin(envelope, outcome.Code, outcome.Message);
        json.WriteStartObject("data"u8);
        json.WriteEndObject();
        json.WriteStartObject("retExtInfo"u8);
        json.WriteEndObject();
        End(session, new RateState(0, 0, core.NowMs));
    }

    private void Simple(SocketSession session, Envelope envelope, int code, string message)
    {
        var json = Begin(envelope, code, message);
        json.WriteString("connId"u8, session.ConnectionId);
        session.Send(_frame.End());
    }

    private void Pong(SocketSession session)
    {
        var json = _frame.Begin();
        json.WriteNumber("retCode"u8, 0);
        json.WriteString("retMsg"u8, "OK"u8);
        json.WriteString("op"u8, "pong"u8);
        json.WriteStartArray("data"u8);
        json.WriteStringValue(core.NowMs.ToString(CultureInfo.InvariantCulture));
        json.WriteEndArray();
        json.WriteString("connId"u8, session.ConnectionId);
        session.Send(_frame.End());
    }

    private Utf8JsonWriter Begin(Envelope envelope, int code, string message)
    {
        var json = _frame.Begin();
        if (envelope.RequestId.Length > 0)
        {
            json.WritePropertyName("reqId"u8);
            json.WriteRawValue(Quoted(envelope.RequestId), skipInputValidation: true);
        }

        json.WriteNumber("retCode"u8, code);
        json.WriteString("retMsg"u8, message);
        json.WriteString("op"u8, envelope.Op);
        return json;
    }

    private readonly byte[] _quoted = new byte[1024];

    /// <summary>The id as it was sent, escapes and all, cut at the buffer.</summary>
    private ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> id)
    {
        if (id.Length > _quoted.Length - 2) id = default;
        _quoted[0] = (byte)'"';
        id.CopyTo(_quoted.AsSpan(1));
        _quoted[id.Length + 1] = (byte)'"';
        return _quoted.AsSpan(0, id.Length + 2);
    }

    private void End(SocketSession session, RateState state)
    {
        var json = _frame.Json;
        json.WriteStartObject("header"u8);
        json.Text("X-Bapi-Limit"u8, state.Limit);
        json.Text("X-Bapi-Limit-Status"u8, state.Left);
        json.Text("X-Bapi-Limit-Reset-Timestamp"u8, state.ResetMs);
        json.WriteString("Traceid"u8, session.ConnectionId);
        json.Text("Timenow"u8, core.NowMs);
        json.WriteEndObject();
        json.WriteString("connId"u8, session.ConnectionId);
        session.Send(_frame.End());
    }
}
