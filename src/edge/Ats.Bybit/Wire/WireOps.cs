namespace Ats.Bybit.Wire;

/// <summary>The "op" of WebSocket requests and answers.</summary>
public static class WireOps
{
    public const string Auth = "auth";
    public const string Subscribe = "subscribe";
    public const string Unsubscribe = "unsubscribe";
    public const string Ping = "ping";
    public const string Pong = "pong";

    public const string OrderCreate = "order.create";
    public const string OrderAmend = "order.amend";
    public const string OrderCancel = "order.cancel";
    public const string OrderCreateBatch = "order.create-batch";
    public const string OrderAmendBatch = "order.amend-batch";
    public const string OrderCancelBatch = "order.cancel-batch";

    /// <summary>What is signed to authenticate a socket: this, then expires in ms.</summary>
    public const string AuthPayloadPrefix = "GET/realtime";
}
