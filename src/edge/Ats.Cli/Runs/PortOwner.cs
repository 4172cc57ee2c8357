using System.Globalization;

namespace Ats.Cli.Runs;

/// <summary>Who listens on a port, as far as Linux tells this user.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>As in "process 123 (ats)"; null when that cannot be seen.</summary>
    public static string? Of(int port)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Inode(port) is { } inode ? Holder($"socket:[{inode}]") : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Inode(int port)
    {
        var hex = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            if (!File.Exists(table)) continue;
            foreach (var line in File.ReadLines(table).Skip(1))
            {
                var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (columns.Length > 9 && columns[3] == Listening && columns[1].EndsWith(hex, StringComparison.Ordinal)) return columns[9];
            }
        }

        return null;
    }

    private static string? Holder(string socket)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                if (!Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(f => new FileInfo(f).LinkTarget == socket)) continue;
                return $"process {Path.GetFileName(process)} ({File.ReadAllText(Path.Combine(process, "comm")).Trim()})";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's, or gone.
            }
        }

        return null;
    }
}
