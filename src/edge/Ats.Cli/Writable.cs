namespace Ats.Cli;

/// <summary>Tells before a long run, not after it, that its result could not be written.</summary>
internal static class Writable
{
    /// <summary>Makes the directory where it is not, and tries it with an empty file.</summary>
    /// <exception cref="IOException">It cannot be written to.</exception>
    public static void CheckDirectory(string option, string directory)
    {
        Try(option, directory, () =>
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".ats-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        });
    }

    /// <summary>Opens the file for writing; one that was not there is removed again.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void CheckFile(string option, string path)
    {
        Try(option, path, () =>
        {
            var existed = File.Exists(path);
            File.Open(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            if (!existed) File.Delete(path);
        });
    }

    private static void Try(string option, string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{option} {path} cannot be written ({e.Message.TrimEnd('.')}): choose another place.", e);
        }
    }
}
