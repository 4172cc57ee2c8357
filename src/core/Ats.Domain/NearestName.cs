namespace Ats.Domain;

/// <summary>Finds what somebody probably meant to write (Levenshtein distance, 1965).</summary>
public static class NearestName
{
    /// <summary>The name fewest edits away (insertions, deletions, replacements), or null when that is more than half the text.</summary>
    public static string? Of(string text, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Edits: Distance(text, name))).OrderBy(n => n.Edits).FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= text.Length / 2 ? nearest.Name : null;
    }

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string Hint(string text, IEnumerable<string> names) => Of(text, names) is { } name ? $" Did you mean '{name}'?" : "";

    /// <summary>To the whole name, or one more to a part of it: "bolinger" means "bollinger-reversion".</summary>
    private static int Distance(string text, string name) => Math.Min(Edits(text, name), 1 + name.Split('-').Min(part => Edits(text, part)));

    /// <summary>Levenshtein's distance, without case.</summary>
    private static int Edits(string text, string name)
    {
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 1; i <= text.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(text[i - 1]) == char.ToLowerInvariant(name[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[name.Length];
    }
}
