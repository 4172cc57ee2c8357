using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>Follows nextPageCursor to its end.</summary>
internal static class ReadPages
{
    /// <summary>Adds every row of every page to <paramref name="all"/>; rows read as none are left out. A cursor that repeats itself, or too many pages, is an Unknown.</summary>
    public static async Task<Outcome<int>> AllAsync<T>(RestTransport transport, Func<string?, RestCall> call, Func<JsonRow, T?> read, List<T> all, int maxPages, CancellationToken cancel)
        where T : class
    {
        string? cursor = null;
        for (var page = 0; page < maxPages; page++)
        {
            var outcome = await transport.SendAsync(
                call(cursor),
                reply =>
                {
                    var rows = reply.Result.Rows("list").Select(read).ToArray();
                    return (Rows: rows, Next: reply.Result.Text("nextPageCursor"));
                },
                cancel);
            if (outcome is not Outcome<(T?[] Rows, string Next)>.Ok { Value: var (rows, next) }) return outcome.Select(static _ => 0);
            all.AddRange(rows.OfType<T>());
            if (next.Length == 0 || rows.Length == 0) return new Outcome<int>.Ok(all.Count);
            if (next == cursor) return new Outcome<int>.Unknown("the exchange repeats a page's cursor");
            cursor = next;
        }

        return new Outcome<int>.Unknown($"more than {maxPages} pages");
    }
}
