using System.Diagnostics;

namespace Ats.Acceptance.Tests;

/// <summary>Runs the built command as a process, as a user would.</summary>
internal static class AtsProcess
{
    public static string Root { get; } = FindRoot();

    public static (int Code, string Out, string Error) Run(params string[] arguments) => End(Start(arguments));

    /// <summary>Starts the command; <see cref="End"/> waits for it.</summary>
    public static Process Start(params string[] arguments) => Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "ats.dll"), .. arguments]);

    /// <summary>Runs the command from bash after some of its words, for limits on the process.</summary>
    public static (int Code, string Out, string Error) RunAfter(string words, params string[] arguments) =>
        End(Start("bash", ["-c", words + "; exec dotnet \"$@\"", "bash", Path.Combine(AppContext.BaseDirectory, "ats.dll"), .. arguments]));

    public static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public static (int Code, string Out, string Error) End(Process started)
    {
        using var process = started;
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
