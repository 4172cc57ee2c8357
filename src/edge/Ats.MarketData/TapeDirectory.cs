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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly string _path;
    private readonly Action<string> _checkpoint;
    private readonly TimeSpan _patience;

    public TapeDirectory(string path)
        : this(path, static _ => { })
    {
    }

    /// <param name="path">The directory; need not exist before an import.</param>
    /// <param name="checkpoint">Called before each step that touches the disk, so that tests can fail there.</param>
    /// <param name="patience">How long to wait for another import's end; null = ten seconds.</param>
    internal TapeDirectory(string path, Action<string> checkpoint, TimeSpan? patience = null)
    {
        _path = path;
        _checkpoint = checkpoint;
        _patience = patience ?? Patience;
    }

    /// <summary>Whether a path is a data directory.</summary>
    public static bool Is(string path) => File.Exists(Path.Combine(path, ManifestName));

    /// <exception cref="MarketDataException">No data directory, or its manifest is damaged or of another version.</exception>
    public TapeManifest ReadManifest()
    {
        var file = Path.Combine(_path, ManifestName);
        if (!File.Exists(file) && !Directory.Exists(_path)) throw new MarketDataException(_path, "there is no such data directory: ats data import makes one");
        if (!File.Exists(file)) throw new MarketDataException(_path, "not a data directory (it has no manifest.json): ats data import makes one");
        try
        {
            var manifest = ManifestJson.Read(File.ReadAllBytes(file));
            return manifest.Version == TapeManifest.CurrentVersion
                ? manifest
                : throw new MarketDataException(file, Versions.Differ("manifest", manifest.Version, TapeManifest.CurrentVersion));
        }
        catch (JsonException e)
        {
            throw new MarketDataException(file, "the manifest is damaged: import the sources again into another directory", e);
        }
    }

    /// <summary>Imports one raw file. The same source again changes nothing; another one adds its segments.</summary>
    /// <exception cref="MarketDataException">The file cannot be used; the directory is as it was.</exception>
    /// <exception cref="IOException">The disk failed or is full, or another import goes on; the directory is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or the directory not be written; it is as it was.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the options' token; the directory is as it was.</exception>
    public ImportResult Import(string file, ImportOptions? options = null)
    {
        options ??= ImportOptions.Default;
        if (Directory.Exists(file)) throw new MarketDataException(file, "a directory: name the files in it");
        if (!File.Exists(file)) throw new MarketDataException(file, "there is no such file");
        if (File.Exists(_path)) throw new MarketDataException(_path, "a file, where the data directory should be: name another one with --into");
        var sha256 = SourceImporter.Sha256(file, options.Cancellation);
        if (Holds(ReadManifestOrNone(), sha256, options)) return new ImportResult(Path.GetFileName(file), [], Unchanged: true);
        var segments = SourceImporter.Read(file, options, sha256);
        try
        {
            return Write(Path.GetFileName(file), sha256, segments, options);
        }
        catch (Exception e) when (IsDiskFailure(e) && e is not DirectoryBusyException)
        {
            const string Advice = "Nothing was imported, the directory is as it was. Make room or check its permissions, or choose another one with --into, and import again.";
            var line = $"{e.Message.TrimEnd('.')}. {Advice}";
            throw e is UnauthorizedAccessException ? new UnauthorizedAccessException(line, e) : new IOException(line, e);
        }
    }

    private ImportResult Write(string name, string sha256, IReadOnlyList<SegmentData> segments, ImportOptions options)
    {
        using var transaction = new ImportTransaction(_path, _checkpoint, options.Cancellation);
        transaction.Begin(_patience);

        // Another process may have imported since: only what is in the manifest now counts.
        var manifest = ReadManifestOrNone();
        if (Holds(manifest, sha256, options)) return new ImportResult(name, [], Unchanged: true);
        transaction.RemoveLeftovers([.. manifest.Segments.Select(s => s.File!)]);
        var added = segments.Select(s => s.Info with { File = transaction.WriteTape(s) }).ToList();
        transaction.Commit(manifest with { Segments = [.. manifest.Segments, .. added] });
        return new ImportResult(name, added, Unchanged: false);
    }

    /// <summary>Adds segments that come from no file.</summary>
    /// <exception cref="IOException">The disk failed or is full, or an import goes on; the directory is as it was.</exception>
    internal void Add(IReadOnlyList<SegmentData> segments)
    {
        using var transaction = new ImportTransaction(_path, _checkpoint, CancellationToken.None);
        transaction.Begin(_patience);
        var manifest = ReadManifestOrNone();
        transaction.RemoveLeftovers([.. manifest.Segments.Select(s => s.File!)]);
        var added = segments.Select(s => s.Info with { File = transaction.WriteTape(s) }).ToList();
        transaction.Commit(manifest with { Segments = [.. manifest.Segments, .. added] });
    }

    /// <summary>
    /// Makes one segment of segments of one series that follow each other in time; a row at a time, so memory stays flat. The old tapes are
    /// removed with the next writing, for who reads them now.
    /// </summary>
    /// <exception cref="IOException">The disk failed or is full, or an import goes on; the directory is as it was.</exception>
    /// <exception cref="MarketDataException">A tape is damaged or missing.</exception>
    internal SegmentInfo Join(IReadOnlyList<SegmentInfo> parts, string format, string source)
    {
        using var transaction = new ImportTransaction(_path, _checkpoint, CancellationToken.None);
        transaction.Begin(_patience);
        var manifest = ReadManifestOrNone();
        transaction.RemoveLeftovers([.. manifest.Segments.Select(s => s.File!)]);
        var joined = SegmentJoiner.Join(parts, [.. parts.Select(p => OpenTape(_path, p))], transaction) with { Format = format, Source = source };
        var gone = parts.Select(p => p.File).ToHashSet();
        transaction.Commit(manifest with { Segments = [.. manifest.Segments.Where(s => !gone.Contains(s.File)), joined] });
        return joined;
    }

    /// <summary>Changes what is said of the segments, and removes tapes that the manifest does not name (any more).</summary>
    internal void Update(Func<TapeManifest, TapeManifest> change)
    {
        using var transaction = new ImportTransaction(_path, _checkpoint, CancellationToken.None);
        transaction.Begin(_patience);
        var manifest = ReadManifestOrNone();
        transaction.RemoveLeftovers([.. manifest.Segments.Select(s => s.File!)]);
        var changed = change(manifest);
        if (!ReferenceEquals(changed, manifest)) transaction.Commit(changed);
    }

    /// <summary>.NET makes the system's "file too large" (a limit of the shell or the file system) an argument error.</summary>
    private static bool IsDiskFailure(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    private static bool Holds(TapeManifest manifest, string sha256, ImportOptions options) =>
        manifest.Segments.Any(s => s.SourceSha256 == sha256 && (options.Instrument is not { } asked || s.Instrument == asked.ToString()));

    /// <summary>The manifest; an empty one where there is none yet.</summary>
    public TapeManifest ReadManifestOrNone() => Is(_path) ? ReadManifest() : new TapeManifest();

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
