using System.Globalization;
using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Rest;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>subscribe, unsubscribe, ping and auth on the public and private channels, in each channel's dialect (SPEC.md 10).</summary>
internal sealed class StreamCommands(ExchangeCore core, Func<PublicHub> publicHub, PrivateHub privateHub)
{
    private const int MaxTopicCharacters = 21_000;
    private const int MaxSpotTopics = 10;
    private readonly FrameWriter _frame = new();

    public void Handle(SocketSession session, ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            Handle(session, document.RootElement);
        }
        catch (Exception e) when (BadJson.Is(e))
        {
            Answer(session, "", default, "error:the message is not JSON");
        }
    }

    private void Handle(SocketSession session, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Answer(session, "", default, "error:an object was expected");
            return;
        }

        var op = root.TryGetProperty("op", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        root.TryGetProperty("req_id", out var requestId);
        switch (op)
        {
            case "ping":
                Pong(session, requestId);
                break;
            case "subscribe" or "unsubscribe":
                Subscribe(session, root, requestId, op);
                break;
            case "auth" when session.Kind == ChannelKind.Private:
                Authenticate(session, root, requestId);
                break;
            default:
                Answer(session, op, requestId, "error:unknown op " + op);
                break;
        }
    }

    public void Forget(SocketSession session)
    {
        if (session.Kind == ChannelKind.Private) privateHub.Detach(session);
        else if (session.Kind is ChannelKind.PublicLinear or ChannelKind.PublicSpot)
        {
            foreach (var topic in session.Topics) publicHub().Find(session.Kind == ChannelKind.PublicLinear, topic)?.Remove(session);
        }
    }

    /// <summary>Reads [key, expires, signature] and checks them; a message when they are wrong.</summary>
    public static string? CheckAuth(JsonElement root, ExchangeCore core, out Account? account, out int code)
    {
        account = null;
        code = ReturnCode.Parameter;
        if (!root.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Array || args.GetArrayLength() != 3) return "Params Error";
        var expires = args[1].ValueKind is JsonValueKind.String ? args[1].GetString()! : args[1].GetRawText();
        if (args[0].ValueKind != JsonValueKind.String || args[2].ValueKind != JsonValueKind.String || !long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return "Params Error";
        code = ReturnCode.UnknownKey;
        var found = core.FindAccount(args[0].GetString()!);
        if (found is null) return "API key is invalid.";
        code = ReturnCode.Signature;
        if (at <= core.NowMs) return "Params Error: expires is in the past";
        if (!Signing.MatchesSocket(found.Secret, expires, args[2].GetString()!)) return "error sign!";
        account = found;
        code = ReturnCode.Ok;
        return null;
    }

    private void Authenticate(SocketSession session, JsonElement root, JsonElement requestId)
    {
        var no = CheckAuth(root, core, out var account, out _);
        if (no is null && session.Account is null) session.Account = account;
        Answer(session, "auth", requestId, no ?? "", no is null);
    }

    private void Subscribe(SocketSession session, JsonElement root, JsonElement requestId, string op)
    {
        var topics = new List<string>();
        var no = ReadTopics(session, root, topics);
        if (no is null && op == "subscribe") no = Validate(session, topics);
        if (no is not null)
        {
            Answer(session, op, requestId, no);
            return;
        }

        Answer(session, op, requestId, session.Kind == ChannelKind.PublicSpot ? op : "", success: true);
        foreach (var topic in topics)
        {
            var fresh = op == "subscribe" ? session.Topics.Add(topic) : session.Topics.Remove(topic);
            if (!fresh || !session.IsPublic) continue;
            var found = publicHub().Find(session.Kind == ChannelKind.PublicLinear, topic);
            if (op == "subscribe") found!.Add(session, core.NowMs);
            else found?.Remove(session);
        }

        if (session.Kind == ChannelKind.Private && session.Account is not null) privateHub.Attach(session);
    }

    private static string? ReadTopics(SocketSession session, JsonElement root, List<string> topics)
    {
        if (!root.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Array || args.GetArrayLength() == 0) return "error:args is empty";
        foreach (var arg in args.EnumerateArray())
        {
            if (arg.ValueKind != JsonValueKind.String) return "error:a topic must be a text";
            topics.Add(arg.GetString()!);
        }

        if (session.Kind == ChannelKind.PublicSpot && topics.Count > MaxSpotTopics) return "error:args size >10";
        return session.IsPublic && topics.Sum(t => t.Length) + session.Topics.Sum(t => t.Length) > MaxTopicCharacters ? "error:args are longer than 21000 characters" : null;
    }

    private string? Validate(SocketSession session, List<string> topics)
    {
        if (session.Kind == ChannelKind.Private)
        {
            if (session.Account is null) return "error:not authorized: auth first";
            if (topics.Find(t => !PrivateHub.IsTopic(t)) is { } unknown) return "error:handler not found,topic:" + unknown;
            var mixed = topics.Find(t => t != PrivateHub.Family(t) && topics.Contains(PrivateHub.Family(t)));
            return mixed is null ? null : "error:all-in-one and categorised topics may not be in one request: " + mixed;
        }

        if (session.Kind == ChannelKind.PublicOther) return "error:handler not found,topic:" + topics[0];
        return topics.Find(t => publicHub().Find(session.Kind == ChannelKind.PublicLinear, t) is null) is { } no ? "error:handler not found,topic:" + no : null;
    }

    private void Pong(SocketSession session, JsonElement requestId)
    {
        var json = _frame.Begin();
        if (session.IsPublic)
        {
            json.WriteBoolean("success"u8, true);
            json.WriteString("ret_msg"u8, "pong"u8);
            json.WriteString("conn_id"u8, session.ConnectionId);
            WriteRequestId(json, requestId);
            json.WriteString("op"u8, "ping"u8);
        }
        else
        {
            WriteRequestId(json, requestId);
            json.WriteString("op"u8, "pong"u8);
            json.WriteStartArray("args"u8);
            json.WriteStringValue(core.NowMs.ToString(CultureInfo.InvariantCulture));
            json.WriteEndArray();
            json.WriteString("conn_id"u8, session.ConnectionId);
        }

        session.Send(_frame.End());
    }

    private void Answer(SocketSession session, string op, JsonElement requestId, string message, bool success = false)
    {
        var json = _frame.Begin();
        json.WriteBoolean("success"u8, success);
        json.WriteString("ret_msg"u8, message);
        json.WriteString("op"u8, op);
        json.WriteString("conn_id"u8, session.ConnectionId);
        WriteRequestId(json, requestId);
        session.Send(_frame.End());
    }

    /// <summary>Echoes the same JSON value: clients send numbers or texts.</summary>
    private static void WriteRequestId(Utf8JsonWriter json, JsonElement requestId)
    {
        if (requestId.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return;
        json.WritePropertyName("req_id"u8);
        requestId.WriteTo(json);
    }
}
