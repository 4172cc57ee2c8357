using System.Diagnostics;

namespace Ats.Acceptance.Tests;

/// <summary>Runs the built command as a process, as a user would.</summary>
internal static class AtsProcess
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built command as words for a shell.</summary>
    public static string Command => $"dotnet '{Path.Combine(AppContext.BaseDirectory, "ats.dll")}'";

    public static (int Code, string Out, string Error) Run(params string[] arguments) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "ats.dll"), .. arguments]);

    public static (int Code, string Out, string Error) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public static string Shared(string path) => Path.Combine(Root, "..", "shared", path);

    public static string Temporary() => Directory.CreateTempSubdirectory("ats-test-").FullName;

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Ats.slnx"))) at = at.Parent;
        return at!.FullName;
    }
}
