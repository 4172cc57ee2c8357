using Ats.Server.Settings;

namespace Ats.Server.Runs;

/// <summary>
/// The small files a run keeps beside its journal, named after it: journal.db.lock, journal.db.heartbeat, journal.db.halt. A journal that is
/// an address has them beside the operator's token.
/// </summary>
public sealed record RunFiles(string Lock, string Heartbeat, string Halt)
{
    public static RunFiles Of(LiveSettings settings)
    {
        var stem = settings.Journal.Contains("://", StringComparison.Ordinal)
            ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settings.OperatorTokenFile))!, "journal")
            : Path.GetFullPath(settings.Journal);
        return new RunFiles(stem + ".lock", stem + ".heartbeat", stem + ".halt");
    }

    /// <summary>Writes a file so that a reader sees all of it or none.</summary>
    internal static void Replace(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".new";
        File.WriteAllText(next, text);
        File.Move(next, path, overwrite: true);
    }
}
