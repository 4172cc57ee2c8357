using System.Globalization;

namespace Ats.Mlops.Registry;

/// <summary>
/// One writer at a time: a file held open, so that a crash leaves nothing locked. A file beside it names the owner's process id (what is held
/// open cannot be read by others).
/// </summary>
public sealed class RegistryLock : IDisposable
{
    private const string OwnerSuffix = ".owner";

    private readonly FileStream _file;

    private RegistryLock(FileStream file) => _file = file;

    /// <param name="path">The lock's file; its folder is made.</param>
    /// <param name="patience">How long to wait for another writer.</param>
    /// <exception cref="RegistryException">Another process holds it, or the file cannot be made.</exception>
    public static RegistryLock Take(string path, TimeSpan patience)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
                TellOwner(path);
                return new RegistryLock(file);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
            {
                if (Environment.TickCount64 >= until) throw new RegistryException(RegistryProblem.Locked, path, $"{Owner(path)} is writing: wait for it, or stop it", e);
                Thread.Sleep(20);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RegistryException(RegistryProblem.Disk, path, e.Message, e);
            }
        }
    }

    public void Dispose()
    {
        File.Delete(_file.Name + OwnerSuffix);
        _file.Dispose();
    }

    /// <summary>Only a courtesy to whom we keep waiting: a full disk must not take the lock from us.</summary>
    private static void TellOwner(string path)
    {
        try
        {
            File.WriteAllText(path + OwnerSuffix, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            File.Delete(path + OwnerSuffix);
        }
    }

    private static string Owner(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path + OwnerSuffix), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? $"process {id}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
