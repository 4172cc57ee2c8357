using System.Runtime.InteropServices;

namespace Ats.Benchmarks;

/// <summary>Processor time of the child processes that have ended, as the operating system accounts it (Linux, macOS).</summary>
internal static partial class ChildTime
{
    private const int Children = -1;

    public static double Milliseconds
    {
        get
        {
            // User and system time are the first two timevals: seconds, microseconds.
            var usage = new long[32];
            return GetRusage(Children, usage) == 0 ? ((usage[0] + usage[2]) * 1e3) + ((usage[1] + usage[3]) / 1e3) : double.NaN;
        }
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetRusage(int who, [Out] long[] usage);
}
