using System.Text;
using System.Text.Json.Nodes;
using Ats.Bybit.Wire;

namespace Ats.Edge.Tests.Bybit;

/// <summary>Our own few frames, always there, and the shared payloads where they are.</summary>
internal static class Fixtures
{
    private static readonly string Root = FindRoot();

    public static string SharedData => Path.Combine(Root, "..", "shared", "data");

    public static SymbolTable Symbols { get; } = new([new("ETHUSDT", 3), new("BTCUSDT", 7)]);

    public static byte[][] Frames { get; } = [.. File.ReadAllLines(Path.Combine(Root, "tests", "fixtures", "bybit", "frames.jsonl")).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Shared payloads of a folder (rest or ws) whose name begins so, compact; none where the shared folder is absent.</summary>
    public static IEnumerable<(string Name, string Json)> Shared(string folder, string prefix)
    {
        var directory = Path.Combine(Root, "..", "shared", "bybit", "fixtures", folder);
        return Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, prefix + "*.json").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), JsonNode.Parse(File.ReadAllText(f))!.ToJsonString()))
            : [];
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Ats.slnx"))) at = Path.GetDirectoryName(at)!;
        return at;
    }
}
