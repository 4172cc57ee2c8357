using Ats.MarketData.Import;

namespace Ats.Mlops.Registry;

/// <summary>A file is either as it was or wholly new: written beside, flushed to the disk, renamed over.</summary>
public static class DurableFile
{
    /// <exception cref="IOException">Disk full and the like; what was there stays.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e)
        {
            File.Delete(beside);
            // .NET makes the system's "file too large" (a limit of the shell or the file system) an argument error.
            if (e is ArgumentOutOfRangeException) throw new IOException(e.Message, e);
            throw;
        }

        DirectorySync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Adds one line and flushes it to the disk.</summary>
    public static void Append(string path, ReadOnlySpan<byte> line)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write([.. line, (byte)'\n']);
        file.Flush(flushToDisk: true);
    }
}
