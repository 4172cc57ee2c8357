using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>One import's writing: undone on dispose unless committed. Holds the directory's lock meanwhile.</summary>
internal sealed class ImportTransaction(string root, Action<string> checkpoint, CancellationToken cancellation) : IDisposable
{
    private readonly List<string> _made = [];
    private readonly List<string> _directories = [];
    private DirectoryLock? _lock;
    private bool _committed;

    /// <exception cref="IOException">The directory cannot be made, or another import holds it.</exception>
    public void Begin(TimeSpan patience)
    {
        MakeDirectory(root);
        _lock = DirectoryLock.Take(root, patience, cancellation);
    }

    /// <summary>Removes what an interrupted import left: temporary files, and tapes the manifest does not name.</summary>
    public void RemoveLeftovers(HashSet<string> named)
    {
        foreach (var directory in Directory.EnumerateDirectories(root))
        {
            // Somebody may import into a directory of other things: their empty folders are not ours to remove.
            var oursToo = InstrumentNaming.FromFileName(Path.GetFileName(directory)) is not null;
            foreach (var file in Directory.EnumerateFiles(directory))
            {
                var relative = Path.GetRelativePath(root, file).Replace('\\', '/');
                var ours = file.EndsWith(".tape", StringComparison.Ordinal) || file.EndsWith(".tape.tmp", StringComparison.Ordinal);
                if (ours && !named.Contains(relative)) File.Delete(file);
            }

            if (oursToo && !Directory.EnumerateFileSystemEntries(directory).Any()) Directory.Delete(directory);
        }

        File.Delete(TapeDirectory.TemporaryName(TapeDirectory.ManifestFile(root)));
    }

    /// <summary>Writes a tape into place; returns its path under the directory.</summary>
    public string WriteTape(SegmentData segment) => WriteTape(
        segment.Instrument,
        segment.Kind,
        segment.IntervalMilliseconds,
        segment.Info.SourceSha256 ?? segment.Info.ContentHash,
        path => TapeWriter.Write(path, segment.Instrument, segment.Kind, segment.IntervalMilliseconds, segment.Store.Memory, cancellation));

    /// <summary>Writes a tape into place, named by its kind and the first letters of a hash; returns its path under the directory.</summary>
    public string WriteTape(InstrumentId instrument, MarketEventKind kind, int intervalMilliseconds, string hash, Action<string> write)
    {
        var folder = instrument.ToString().Replace(':', '-');
        var interval = intervalMilliseconds > 0 ? $"-{new BarInterval(intervalMilliseconds)}" : "";
        var name = $"{kind.ToString().ToLowerInvariant()}{interval}-{hash[..12]}.tape";
        MakeDirectory(Path.Combine(root, folder));
        var final = Path.Combine(root, folder, name);
        var temporary = TapeDirectory.TemporaryName(final);
        checkpoint($"write {name}");
        _made.Add(temporary);
        write(temporary);
        checkpoint($"rename {name}");
        File.Move(temporary, final, overwrite: false);
        _made.Add(final);
        return $"{folder}/{name}";
    }

    public void Commit(TapeManifest manifest)
    {
        var final = TapeDirectory.ManifestFile(root);
        var temporary = TapeDirectory.TemporaryName(final);
        foreach (var directory in _directories.Append(root)) DirectorySync.Flush(directory);
        checkpoint("write manifest");
        _made.Add(temporary);
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(ManifestJson.Write(manifest));
            file.Flush(flushToDisk: true);
        }

        checkpoint("rename manifest");
        cancellation.ThrowIfCancellationRequested();
        File.Move(temporary, final, overwrite: true);
        _committed = true;
        DirectorySync.Flush(root);
    }

    public void Dispose()
    {
        if (!_committed)
        {
            foreach (var file in _made.AsEnumerable().Reverse()) TryTo(() => File.Delete(file));
        }

        _lock?.Dispose();
        if (_committed) return;
        foreach (var directory in _directories.AsEnumerable().Reverse()) TryTo(() => Directory.Delete(directory));
    }

    private void MakeDirectory(string path)
    {
        for (var missing = Path.GetFullPath(path); missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing)) _directories.Add(missing);
        if (_directories.Count > 0) _directories.Sort(StringComparer.Ordinal);
        Directory.CreateDirectory(path);
    }

    /// <summary>Undoing must not hide why it was needed.</summary>
    private static void TryTo(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next import removes what stays.
        }
    }
}
