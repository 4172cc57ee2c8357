using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>Answers to batches, over REST and the trade socket: ids in one list, codes in another, same order and length.</summary>
internal static class BatchReplies
{
    public static IReadOnlyList<BatchMember> Read(JsonRow result, JsonRow extra)
    {
        var ids = result.Rows("list").ToArray();
        var codes = extra.Rows("list").ToArray();
        if (ids.Length != codes.Length) throw new FormatException("a batch's ids and codes are not equally many");
        return [.. ids.Zip(codes, (id, code) => new BatchMember(
            new OrderAck(id.Text("orderId"), id.Text("orderLinkId")), RetCodeCatalog.Find(code.Small("code")), code.Text("msg")))];
    }
}
