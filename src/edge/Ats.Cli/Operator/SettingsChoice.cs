using System.CommandLine;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary>Which settings a command works with: those of --settings, else ats.json where there is one, else the defaults; the environment over them.</summary>
internal static class SettingsChoice
{
    public static Option<string?> File { get; } = new("--settings") { Description = "Settings file; default ats.json where there is one." };

    public static string? Path(ParseResult parsed) => parsed.GetValue(File) ?? (System.IO.File.Exists("ats.json") ? "ats.json" : null);

    /// <exception cref="SettingsException">The settings are wrong.</exception>
    public static LiveSettings Load(ParseResult parsed) => SettingsFile.Load(Path(parsed), Environment.GetEnvironmentVariables());
}
