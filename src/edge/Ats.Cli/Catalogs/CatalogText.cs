namespace Ats.Cli.Catalogs;

/// <summary>An entry of a catalog as plain lines of a given width: no colour, no cursor, the same at a terminal and in a pipe.</summary>
internal static class CatalogText
{
    private const int Indent = 2;

    public static IEnumerable<string> Lines(CatalogEntry entry, int width)
    {
        yield return entry.Name;
        foreach (var line in Wrap(entry.Description, Indent, width)) yield return line;
        foreach (var line in Wrap(entry.Summary, Indent, width)) yield return line;
        foreach (var line in Hang("source: ", entry.Source, Indent, width)) yield return line;
        if (entry.Parameters.Count == 0)
        {
            yield return new string(' ', Indent) + "no parameters";
            yield break;
        }

        var names = entry.Parameters.Max(p => p.Assignment.Length);
        var ranges = entry.Parameters.Max(p => p.RangeText.Length);
        foreach (var p in entry.Parameters)
        {
            var head = $"{p.Assignment.PadRight(names)}  {p.RangeText.PadRight(ranges)}  ";
            foreach (var line in Hang(head, p.Meaning, 2 * Indent, width)) yield return line;
        }
    }

    /// <summary>Breaks at blanks; a word longer than a line stands on its own.</summary>
    public static IEnumerable<string> Wrap(string text, int indent, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && indent + line.Length + 1 + word.Length > width)
            {
                yield return new string(' ', indent) + line;
                line = "";
            }

            line = line.Length == 0 ? word : line + " " + word;
        }

        yield return new string(' ', indent) + line;
    }

    /// <summary>A head, and a text that hangs beside it.</summary>
    private static IEnumerable<string> Hang(string head, string text, int indent, int width)
    {
        var first = true;
        foreach (var line in Wrap(text, indent + head.Length, width))
        {
            yield return first ? new string(' ', indent) + head + line.TrimStart() : line;
            first = false;
        }
    }
}
