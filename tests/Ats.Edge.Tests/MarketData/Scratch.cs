using System.IO.Compression;
using System.Text;
using Ats.Domain;
using Ats.MarketData;

namespace Ats.Edge.Tests.MarketData;

/// <summary>A directory of its own for one test, removed afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "ats-tests-" + Path.GetRandomFileName());

    public string Data => Path.Combine(Root, "data");

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string WriteGzip(string name, string text) => Write(name, Gzip(text));

    public string WriteZip(string name, string entry, string text)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var content = zip.CreateEntry(entry).Open())
        {
            content.Write(Encoding.UTF8.GetBytes(text));
        }

        return Write(name, memory.ToArray());
    }

    public static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    /// <summary>Every file under the root but the sources, with its bytes as text: equal listings mean an untouched directory.</summary>
    public static string Listing(string directory) => !Directory.Exists(directory) ? "(absent)" : string.Join("\n", Directory
        .EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(p => Path.GetRelativePath(directory, p) + (File.Exists(p) ? " " + Convert.ToHexString(File.ReadAllBytes(p)) : "")));

    public static List<MarketEvent> ReadAll(IMarketEventSource source, int bufferSize = 100)
    {
        var events = new List<MarketEvent>();
        var buffer = new MarketEvent[bufferSize];
        for (var read = source.Read(buffer); read > 0; read = source.Read(buffer)) events.AddRange(buffer.AsSpan(0, read));
        return events;
    }

    public List<MarketEvent> Events(string path, MarketDataOptions? options = null)
    {
        using var set = MarketDataSet.Open(path, options);
        return ReadAll(set.CreateSource());
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
