using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>
/// Orders over a socket, where the environment has it. Answers are matched by request id; a timeout or a cut leaves the outcome Unknown, no live connection NotSent.
/// Nothing is ever sent twice.
/// </summary>
public sealed class TradeStream : StreamSession
{
    private readonly ApiCredentials _credentials;
    private readonly ServerClock _clock;
    private readonly RateBudget _budget;
    private readonly ConcurrentDictionary<string, TradeRequest> _waiting = [];
    private long _requests;

    /// <exception cref="ArgumentException">Demo has no trade socket.</exception>
    public TradeStream(ApiCredentials credentials, ServerClock clock, RateBudget budget, IStreamEvents events, StreamSettings settings, TimeProvider time)
        : base("trade", credentials.Environment, credentials.Environment.TradeStream ?? throw new ArgumentException("Demo has no trade socket: send orders over REST.", nameof(credentials)), settings, time, events) =>
        (_credentials, _clock, _budget) = (credentials, clock, budget);

    /// <summary>Requests without an answer yet.</summary>
    public int Waiting => _waiting.Count;

    public Task<Outcome<OrderAck>> CreateAsync(NewOrder order, RatePriority priority = RatePriority.Entry, int arm = 0, CancellationToken cancel = default) => RequestAsync(
        WireOps.OrderCreate,
        json =>
        {
            json.WriteString("category"u8, order.Category.Text());
            OrderBodies.Write(json, order);
        },
        new RateRequest(RateGroup.OrderCreate, order.Category, priority, arm),
        ReadAck,
        cancel);

    public Task<Outcome<OrderAck>> AmendAsync(AmendOrder amend, RatePriority priority = RatePriority.Entry, int arm = 0, CancellationToken cancel = default) => RequestAsync(
        WireOps.OrderAmend,
        json =>
        {
            json.WriteString("category"u8, amend.Key.Category.Text());
            OrderBodies.Write(json, amend);
        },
        new RateRequest(RateGroup.OrderAmend, amend.Key.Category, priority, arm),
        ReadAck,
        cancel);

    public Task<Outcome<OrderAck>> CancelAsync(OrderKey key, int arm = 0, CancellationToken cancel = default) => RequestAsync(
        WireOps.OrderCancel,
        json =>
        {
            json.WriteString("category"u8, key.Category.Text());
            OrderBodies.Write(json, key);
        },
        new RateRequest(RateGroup.OrderCancel, key.Category, RatePriority.Cancel, arm),
        ReadAck,
        cancel);

    private protected override void OnOpen()
    {
        SetState(StreamState.Authenticating);
        Post(RequestSigner.AuthFrame(_credentials, (_clock.Now + (long)Settings.AuthValidity.TotalNanoseconds).ToMilliseconds()));
    }

    private protected override void OnClosed(string why)
    {
        foreach (var id in _waiting.Keys)
        {
            if (_waiting.TryRemove(id, out var request)) request.Lose(why);
        }
    }

    private protected override void OnFrame(ReadOnlySpan<byte> frame, Timestamp received)
    {
        using var json = JsonFrame.TryParse(frame);
        try
        {
            if (json is null) Malformed(FrameResult.Malformed(0), frame);
            else if (json.Root.Text("op") == WireOps.Auth) Authenticated(json.Root);
            else if (_waiting.TryRemove(json.Root.Text("reqId"), out var request)) request.Answer(json.Root);
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            Malformed(FrameResult.Malformed(0), frame);
        }
    }

    private void Authenticated(JsonRow root)
    {
        var info = RetCodeCatalog.Find(root.Small("retCode"));
        if (info.Code != RetCodes.Ok && info.Action != CodeAction.TreatAsSuccess) Abort($"authentication was refused: {info.Code} {info.Meaning}");
        else if (Status.State == StreamState.Authenticating) SetState(StreamState.Live);
    }

    private async Task<Outcome<T>> RequestAsync<T>(string op, Action<Utf8JsonWriter> write, RateRequest rate, Func<JsonRow, JsonRow, T> read, CancellationToken cancel)
    {
        rate = rate with { OverHttp = false };
        if (Status.State != StreamState.Live) return new Outcome<T>.NotSent("the trade socket is not live");
        if (await RateTurn.WaitAsync<T>(_budget, rate, _clock, isWrite: true, cancel) is { } refused) return refused;
        var id = $"t{Interlocked.Increment(ref _requests)}";
        var request = new TradeRequest<T>(rate, _budget, _clock, read);
        _waiting[id] = request;
        try
        {
            // Once on its way the request is not taken back: giving up would not unsend it.
            if (!await SendAsync(Frame(id, op, write), CancellationToken.None))
                return _waiting.TryRemove(id, out _) ? new Outcome<T>.NotSent("the trade socket is not open") : await request.Outcome;
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            _waiting.TryRemove(id, out _);
            return new Outcome<T>.Unknown($"the connection broke while sending ({e.GetType().Name})");
        }

        using var timeout = new CancellationTokenSource(Settings.RequestTimeout, Time);
        await using var late = timeout.Token.UnsafeRegister(
            _ =>
            {
                if (_waiting.TryRemove(id, out var lost)) lost.Lose($"no answer within {Settings.RequestTimeout.TotalSeconds:0.###} s");
            },
            null);
        return await request.Outcome;
    }

    private byte[] Frame(string id, string op, Action<Utf8JsonWriter> write) => OrderBodies.Body(json =>
    {
        json.WriteString("reqId"u8, id);
        json.WriteStartObject("header"u8);
        json.WriteString(WireHeaders.Timestamp, _clock.StampMilliseconds.ToString());
        json.WriteString(WireHeaders.ReceiveWindow, WireHeaders.DefaultReceiveWindowMilliseconds.ToString());
        json.WriteEndObject();
        json.WriteString("op"u8, op);
        json.WriteStartArray("args"u8);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static OrderAck ReadAck(JsonRow data, JsonRow extra) => new(data.Text("orderId"), data.Text("orderLinkId"));
}
