using System.Runtime.InteropServices;

namespace Ats.Cli.Exchange;

/// <summary>
/// A session and process group of this process's own, away from who started it: a signal to the starter's whole group (Ctrl-C, <c>kill -- -PGID</c>,
/// a terminal that closes) does not reach it. A no-op on Windows, and where the process leads a group already.
/// </summary>
internal static partial class OwnSession
{
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows()) _ = SetSid();
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetSid();
}
