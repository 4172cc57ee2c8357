using System.Globalization;
using System.Text.Json;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>Cursor paging over rows that have an id: a cursor is the id of the last row given, as id%3Aid in Bybit's fashion.</summary>
internal static class Page
{
    /// <summary>Newest rows first, those after the cursor; writes at most limit rows as the property list, then nextPageCursor ("" on the last page).</summary>
    /// <param name="rows">Newest first; evaluated only as far as needed.</param>
    public static bool Write<T>(RestContext context, IEnumerable<T> rows, int limit, Func<T, long> id, Action<Utf8JsonWriter, T> write)
    {
        if (!TryCursor(context.Text("cursor"), out var after)) return false;
        context.Json.WriteStartArray("list"u8);
        var count = 0;
        long last = 0;
        var more = false;
        foreach (var row in rows)
        {
            if (after > 0 && id(row) >= after) continue;
            if (count == limit)
            {
                more = true;
                break;
            }

            write(context.Json, row);
            last = id(row);
            count++;
        }

        context.Json.WriteEndArray();
        context.Json.WriteString("nextPageCursor"u8, more ? string.Create(CultureInfo.InvariantCulture, $"{last}%3A{last}") : "");
        return true;
    }

    /// <summary>Accepts a cursor decoded once, twice or not at all.</summary>
    private static bool TryCursor(string? text, out long id)
    {
        id = 0;
        if (string.IsNullOrEmpty(text)) return true;
        var plain = Uri.UnescapeDataString(Uri.UnescapeDataString(text));
        return long.TryParse(plain.AsSpan(0, Math.Max(0, plain.IndexOf(':', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}
