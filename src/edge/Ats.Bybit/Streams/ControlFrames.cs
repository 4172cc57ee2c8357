using System.Text.Json;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;

namespace Ats.Bybit.Streams;

/// <summary>Requests to streams.</summary>
internal static class ControlFrames
{
    public static byte[] Subscribe(IEnumerable<string> topics, string requestId) => Make(WireOps.Subscribe, topics, requestId);

    public static byte[] Unsubscribe(IEnumerable<string> topics, string requestId) => Make(WireOps.Unsubscribe, topics, requestId);

    private static byte[] Make(string op, IEnumerable<string> topics, string requestId) => OrderBodies.Body(json =>
    {
        json.WriteString("req_id"u8, requestId);
        json.WriteString("op"u8, op);
        json.WriteStartArray("args"u8);
        foreach (var topic in topics) json.WriteStringValue(topic);
        json.WriteEndArray();
    });
}
