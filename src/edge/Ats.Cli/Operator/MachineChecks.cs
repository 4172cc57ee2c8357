using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Ats.Server.Settings;
using Ats.Server.Site;

namespace Ats.Cli.Operator;

/// <summary>Of <c>ats doctor</c>: the machine.</summary>
internal static class MachineChecks
{
    private const long LeastFree = 1L << 30;
    private const int LeastNode = 20;

    public static Finding Runtime() => Environment.Version.Major >= 10
        ? Finding.Well(".NET", Environment.Version.ToString())
        : Finding.Ill(".NET", $"{Environment.Version} runs this", "install .NET 10");

    /// <summary>Node is needed to build the site only; without it the API works.</summary>
    public static async Task<Finding> NodeAsync()
    {
        if (Directory.Exists(Path.Combine(AppContext.BaseDirectory, "site"))) return Finding.Well("site", "built");
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { UseShellExecute = false, RedirectStandardOutput = true })!;
            var version = (await node.StandardOutput.ReadToEndAsync()).Trim();
            return int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= LeastNode
                ? Finding.Well("site", $"not built here; node {version} can build it")
                : Finding.Ill("site", $"not built, and node is {version}", $"install node {LeastNode} or later and build the site (make site); the API works without");
        }
        catch (Win32Exception)
        {
            return Finding.Ill("site", "not built, and there is no node", $"install node {LeastNode} or later and build the site (make site); the API works without");
        }
    }

    public static IEnumerable<Finding> Places(LiveSettings settings)
    {
        var isFile = !settings.Journal.Contains("://", StringComparison.Ordinal);
        var token = Folder(settings.OperatorTokenFile);
        var journal = isFile ? Folder(settings.Journal) : token;
        if (isFile) yield return Writable("journal's folder", journal);
        if (token != journal) yield return Writable("token's folder", token);
        if (settings.Environment == TradingEnvironment.Simulated && settings.Exchange.Address is null) yield return Writable("exchange's state", Path.GetFullPath(settings.Exchange.State));
        var free = new DriveInfo(Standing(journal)).AvailableFreeSpace;
        var text = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1 << 30):0.0} GiB free at {journal}");
        yield return free >= LeastFree ? Finding.Well("disk", text) : Finding.Ill("disk", text, "free some: a run stops trading when its journal cannot be written");
    }

    public static Finding Token(LiveSettings settings)
    {
        const string What = "operator token";
        if (Environment.GetEnvironmentVariable(OperatorToken.Variable) is { } given)
            return given.Length >= 16 ? Finding.Well(What, $"from {OperatorToken.Variable}") : Finding.Ill(What, $"{OperatorToken.Variable} has {given.Length} characters", "use at least 16");
        var file = settings.OperatorTokenFile;
        if (!File.Exists(file)) return Finding.Well(What, $"{file} is made by the first run");
        if (OperatingSystem.IsWindows()) return Finding.Well(What, file);
        var mode = File.GetUnixFileMode(file);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return (mode & Others) == 0 ? Finding.Well(What, $"{file}, its owner's only") : Finding.Ill(What, $"{file} can be read or written by others", $"chmod 600 {file}, and delete it if somebody may have read it: the next run makes another");
    }

    private static string Folder(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    /// <summary>The folder, or the nearest above it that is there.</summary>
    private static string Standing(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent) folder = parent;
        return folder;
    }

    private static Finding Writable(string what, string folder)
    {
        var standing = Standing(folder);
        try
        {
            var probe = Path.Combine(standing, $".ats-doctor-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return Finding.Well(what, folder + (standing == folder ? ", writable" : ", can be made"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Ill(what, $"{standing} cannot be written ({e.Message.TrimEnd('.')})", "give this user write access, or name another place in the settings");
        }
    }
}
