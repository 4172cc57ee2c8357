using System.Runtime.InteropServices;

namespace Ats.MarketData.Import;

/// <summary>
/// One writer at a time in a data directory: an advisory lock on the directory itself, so that no file is left behind however the
/// process ends. On Windows, where directories cannot be locked, a file that goes with the process.
/// </summary>
internal sealed partial class DirectoryLock : IDisposable
{
    private const int ExclusiveNonBlocking = 2 | 4;
    private const int WouldBlock = 11;
    private const int PollMilliseconds = 25;
    private readonly int _handle = -1;
    private readonly FileStream? _file;

    private DirectoryLock(int handle, FileStream? file)
    {
        _handle = handle;
        _file = file;
    }

    /// <summary>Waits for another import's end, at most the given time.</summary>
    /// <exception cref="DirectoryBusyException">Another import still holds the directory.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static DirectoryLock Take(string directory, TimeSpan patience, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(PollMilliseconds))
        {
            if (TryTake(directory) is { } taken) return taken;
            if (waited >= patience) throw new DirectoryBusyException($"{directory}: another import is writing there; try again when it has ended");
            cancellation.WaitHandle.WaitOne(PollMilliseconds);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        if (_handle >= 0) _ = Close(_handle);
    }

    private static DirectoryLock? TryTake(string directory)
    {
        if (OperatingSystem.IsWindows()) return TryTakeFile(Path.Combine(directory, ".lock"));
        var handle = Open(directory, 0);
        if (handle < 0) throw new IOException($"{directory} cannot be opened to lock it ({Marshal.GetLastPInvokeErrorMessage()}): check its permissions");
        if (Lock(handle, ExclusiveNonBlocking) == 0) return new DirectoryLock(handle, null);

        // File systems that know no such locks are used without one, as .NET itself does.
        var held = Marshal.GetLastPInvokeError() == WouldBlock;
        if (!held) return new DirectoryLock(handle, null);
        _ = Close(handle);
        return null;
    }

    private static DirectoryLock? TryTakeFile(string path)
    {
        try
        {
            return new DirectoryLock(-1, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Lock(int handle, int operation);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
