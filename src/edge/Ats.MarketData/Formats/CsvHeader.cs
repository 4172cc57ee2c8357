using System.Globalization;
using Ats.MarketData.Csv;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>The first line of a CSV and its first row, for formats to build a layout from.</summary>
internal sealed class CsvHeader
{
    private CsvHeader(string[]? names, string[] firstRow)
    {
        Names = names ?? [];

        // A row that is too short is told by its number of fields later, not by what it lacks here.
        FirstRow = firstRow.Length >= Names.Count ? firstRow : [.. firstRow, .. Enumerable.Repeat("", Names.Count - firstRow.Length)];
    }

    /// <summary>Column names, lower case; empty when the file starts with a row.</summary>
    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<string> FirstRow { get; }

    /// <summary>Fields a row must have: as many as the header names, else as the first row has.</summary>
    public int Columns => Names.Count > 0 ? Names.Count : FirstRow.Count;

    public int Lines => Names.Count > 0 ? 1 : 0;

    public static CsvHeader Read(SourceText source, char separator = ',')
    {
        var lines = source.HeadLines(2);
        var first = lines.Count > 0 ? Split(lines[0], separator) : [""];
        var hasNames = first[0].Length > 0 && !char.IsAsciiDigit(first[0][0]) && first[0][0] is not ('-' or '{' or '[');
        return hasNames
            ? new CsvHeader([.. first.Select(n => n.ToLowerInvariant())], lines.Count > 1 ? Split(lines[1], separator) : [])
            : new CsvHeader(null, first);
    }

    /// <summary>The column of one of these names, in order of preference; -1 when there is none.</summary>
    public int Column(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < Names.Count; i++)
            {
                if (Names[i] == name) return i;
            }
        }

        return -1;
    }

    public bool StartsWith(params ReadOnlySpan<string> names)
    {
        if (Names.Count < names.Length) return false;
        for (var i = 0; i < names.Length; i++)
        {
            if (Names[i] != names[i]) return false;
        }

        return true;
    }

    /// <summary>How the times of a column read, told by the first row: ISO text, or a number whose size tells its unit.</summary>
    public CsvField Time(int column, int target) => TimeOf(FirstRow[column], column, target);

    /// <summary>A number's unit by its size: seconds below 1e11, ms below 1e14, us below 1e17, ns above (all times from 1973 on).</summary>
    public static CsvField TimeOf(string? text, int column, int target)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return new CsvField(column, target, CsvFieldType.IsoTime);
        var decimals = value switch { < 1e11 => 9, < 1e14 => 6, < 1e17 => 3, _ => 0 };
        return new CsvField(column, target, CsvFieldType.Number, decimals);
    }

    public static bool IsNumber(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);

    private static string[] Split(string line, char separator) => [.. line.Split(separator).Select(f => f.Trim().Trim('"'))];
}
