using System.Text.Json;
using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Tapes;

namespace Ats.MarketData;

/// <summary>
/// A data directory: <c>manifest.json</c> and one folder an instrument with its tapes. Writing is all or nothing: tapes are written
/// under a temporary name, made durable and renamed, the manifest is replaced last. What an interrupted import leaves behind is
/// not in the manifest and is removed by the next import.
/// </summary>
public sealed class TapeDirectory
{
    private const string ManifestName = "manifest.json";
    private const string TemporarySuffix = ".tmp";
    private readonly string _path;
    private readonly Action<string> _checkpoint;

    public TapeDirectory(string path)
        : this(path, static _ => { })
    {
    }

    /// <param name="path">The directory; need not exist before an import.</param>
    /// <param name="checkpoint">Called before each step that touches the disk, so that tests can fail there.</param>
    internal TapeDirectory(string path, Action<string> checkpoint)
    {
        _path = path;
        _checkpoint = checkpoint;
    }

    /// <summary>Whether a path is a data directory.</summary>
    public static bool Is(string path) => File.Exists(Path.Combine(path, ManifestName));

    /// <exception cref="MarketDataException">No data directory, or its manifest is damaged or of another version.</exception>
    public TapeManifest ReadManifest()
    {
        var file = Path.Combine(_path, ManifestName);
        if (!File.Exists(file)) throw new MarketDataException(_path, "not a data directory (it has no manifest.json): ats data import makes one");
        try
        {
            var manifest = ManifestJson.Read(File.ReadAllBytes(file));
            return manifest.Version == TapeManifest.CurrentVersion
                ? manifest
                : throw new MarketDataException(file, $"manifest version {manifest.Version}; this program reads version {TapeManifest.CurrentVersion}: import the sources again");
        }
        catch (JsonException e)
        {
            throw new MarketDataException(file, "the manifest is damaged: import the sources again into another directory", e);
        }
    }

    /// <summary>Imports one raw file. The same source again changes nothing; another one adds its segments.</summary>
    /// <exception cref="MarketDataException">The file cannot be used; the directory is as it was.</exception>
    /// <exception cref="IOException">The disk failed or is full; the directory is as it was.</exception>
    public ImportResult Import(string file, ImportOptions? options = null)
    {
        options ??= ImportOptions.Default;
        var name = Path.GetFileName(file);
        if (!File.Exists(file)) throw new MarketDataException(file, "there is no such file");
        var sha256 = SourceImporter.Sha256(file);
        var manifest = Is(_path) ? ReadManifest() : new TapeManifest();
        if (manifest.Segments.Any(s => s.SourceSha256 == sha256 && (options.Instrument is not { } asked || s.Instrument == asked.ToString())))
            return new ImportResult(name, [], Unchanged: true);
        var segments = SourceImporter.Read(file, options, sha256);
        using var transaction = new ImportTransaction(_path, _checkpoint);
        transaction.Begin();

        // Another process may have imported since: only what is in the manifest now counts.
        manifest = Is(_path) ? ReadManifest() : new TapeManifest();
        transaction.RemoveLeftovers([.. manifest.Segments.Select(s => s.File!)]);
        var added = segments.Select(s => s.Info with { File = transaction.WriteTape(s) }).ToList();
        transaction.Commit(manifest with { Segments = [.. manifest.Segments, .. added] });
        return new ImportResult(name, added, Unchanged: false);
    }

    /// <summary>Opens and fully verifies one segment of the manifest.</summary>
    /// <exception cref="MarketDataException">Missing, damaged, or not what the manifest says.</exception>
    public void Verify(SegmentInfo segment)
    {
        using var tape = OpenTape(_path, segment);
        tape.Verify();
    }

    internal static List<DataSegment> OpenSegments(string path)
    {
        var manifest = new TapeDirectory(path).ReadManifest();
        var opened = new List<DataSegment>();
        try
        {
            foreach (var info in manifest.Segments) opened.Add(new DataSegment(info.InstrumentId, info, OpenTape(path, info)));
            return opened;
        }
        catch
        {
            foreach (var segment in opened) segment.Store.Dispose();
            throw;
        }
    }

    /// <summary>A tape given by itself; its manifest is used when it lies in its directory.</summary>
    internal static DataSegment OpenSingle(string file)
    {
        var full = Path.GetFullPath(file);
        var root = Path.GetDirectoryName(Path.GetDirectoryName(full));
        if (root is null || !Is(root)) throw new MarketDataException(file, "a tape outside its data directory: give the directory that holds its manifest.json");
        var relative = Path.GetRelativePath(root, full).Replace('\\', '/');
        var info = new TapeDirectory(root).ReadManifest().Segments.FirstOrDefault(s => s.File == relative)
            ?? throw new MarketDataException(file, "the manifest of its directory does not name this tape: import its source again");
        return new DataSegment(info.InstrumentId, info, OpenTape(root, info));
    }

    private static Tape OpenTape(string path, SegmentInfo info)
    {
        var file = Path.Combine(path, info.File ?? "");
        if (!File.Exists(file)) throw new MarketDataException(file, "the manifest names this tape but it is missing: import its source again");
        var tape = Tape.Open(file);
        if (tape.ContentHash.ToString("x32") == info.ContentHash) return tape;
        tape.Dispose();
        throw new MarketDataException(file, "it is not the tape its manifest names (content hash differs): import its source again");
    }

    internal static string TemporaryName(string name) => name + TemporarySuffix;

    internal static string ManifestFile(string path) => Path.Combine(path, ManifestName);
}
