using System.Globalization;

namespace Ats.Core.Tests.Indicators;

/// <summary>A file of tests/fixtures/indicators: header comments, column names, numbers; an empty cell is NaN.</summary>
internal sealed record GoldenFile(IReadOnlyDictionary<string, string> Header, string[] Columns, double[][] Rows)
{
    public static string Folder { get; } = FindFolder();

    public string Implementation => Header["implementation"];

    public string Input => Header["input"];

    public IReadOnlyDictionary<string, double> Parameters => Header["parameters"]
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));

    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*.csv")
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .Where(name => name is not ("bars" or "book"));

    public static GoldenFile Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".csv"));
        var header = lines.Where(line => line.StartsWith('#'))
            .Select(line => line[1..].Split(':', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        var body = lines.Where(line => !line.StartsWith('#')).ToArray();
        return new GoldenFile(header, body[0].Split(','), [.. body[1..].Select(line => line.Split(',').Select(Cell).ToArray())]);
    }

    private static double Cell(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static string FindFolder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Ats.slnx")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No Ats.slnx above the tests.");
        return Path.Combine(directory.FullName, "tests", "fixtures", "indicators");
    }
}
