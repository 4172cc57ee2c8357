using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>Frames of the private streams to typed rows. Topics are told by their first word, since a categorised subscription (order.linear) may keep its name.</summary>
public static class PrivateFrames
{
    /// <summary>
    /// Hands over every sound row, in the frame's order. A row that cannot be read does not lose its neighbours: the result is then Malformed, its count the rows
    /// handed over, its position the index of the first bad row.
    /// </summary>
    public static FrameResult Read(ReadOnlySpan<byte> frame, Timestamp received, IPrivateRows sink)
    {
        using var json = JsonFrame.TryParse(frame);
        if (json is null) return FrameResult.Malformed(0);
        List<object?> rows;
        try
        {
            var topic = json.Topic;
            if (ReaderOf(topic) is not { } read) return FrameResult.Not(FrameStatus.NotThisTopic);
            var category = CategoryExtensions.TryParse(topic[(topic.LastIndexOf('.') + 1)..], out var named) ? named : Category.Linear;
            rows = [.. json.Root.Rows("data").Select(row => TryRead(read, row, category))];
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            return FrameResult.Malformed(0);
        }

        foreach (var row in rows) Deliver(row, received, sink);
        var bad = rows.IndexOf(null);
        return bad < 0 ? FrameResult.Ok(rows.Count) : new FrameResult(FrameStatus.Malformed, rows.Count(r => r is not null), bad);
    }

    private static Func<JsonRow, Category, object>? ReaderOf(string topic)
    {
        if (Is(topic, WireTopics.FastExecution)) return FastExecutionRow.Read;
        if (Is(topic, WireTopics.Execution)) return ExecutionRow.Read;
        if (Is(topic, WireTopics.Order)) return OrderRow.Read;
        if (Is(topic, WireTopics.Position)) return PositionRow.Read;
        if (Is(topic, WireTopics.Wallet)) return static (row, _) => WalletRow.Read(row);
        return null;
    }

    private static object? TryRead(Func<JsonRow, Category, object> read, JsonRow row, Category category)
    {
        try
        {
            return read(row, category);
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            return null;
        }
    }

    private static void Deliver(object? row, Timestamp received, IPrivateRows sink)
    {
        switch (row)
        {
            case OrderRow order: sink.OnOrder(order, received); break;
            case ExecutionRow execution: sink.OnExecution(execution, received); break;
            case FastExecutionRow fast: sink.OnFastExecution(fast, received); break;
            case PositionRow position: sink.OnPosition(position, received); break;
            case WalletRow wallet: sink.OnWallet(wallet, received); break;
            default: break;
        }
    }

    private static bool Is(string topic, string name) =>
        topic.StartsWith(name, StringComparison.Ordinal) && (topic.Length == name.Length || topic[name.Length] == '.');
}
