using Spectre.Console;

namespace Ats.Cli.Operator;

/// <summary>Rows for people: aligned columns under bold headings on a terminal; in a pipe one line a row, columns apart by tabs, the headings first.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    /// <param name="columns">Heading, and whether it is a number (aligned right).</param>
    /// <param name="rows">Cells in the columns' order.</param>
    /// <param name="none">What to say of no rows, on a terminal.</param>
    public static void Write(IReadOnlyList<(string Name, bool Number)> columns, IReadOnlyList<string[]> rows, string none)
    {
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine(string.Join('\t', columns.Select(c => c.Name)));
            foreach (var row in rows) Console.WriteLine(string.Join('\t', row));
            return;
        }

        if (rows.Count == 0)
        {
            Console.WriteLine(none);
            return;
        }

        var widths = columns.Select((c, i) => Math.Max(c.Name.Length, rows.Max(r => r[i].Length))).ToArray();
        AnsiConsole.Write(new Text(Line([.. columns.Select(c => c.Name)], columns, widths) + Environment.NewLine, new Style(decoration: Decoration.Bold)));
        foreach (var row in rows) AnsiConsole.Write(new Text(Line(row, columns, widths) + Environment.NewLine));
    }

    private static string Line(string[] cells, IReadOnlyList<(string Name, bool Number)> columns, int[] widths) =>
        Fit(string.Join(new string(' ', Gap), cells.Select((c, i) => columns[i].Number ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd());

    private static string Fit(string line) => line.Length <= AnsiConsole.Profile.Width ? line : line[..Math.Max(1, AnsiConsole.Profile.Width - 1)] + "…";
}
