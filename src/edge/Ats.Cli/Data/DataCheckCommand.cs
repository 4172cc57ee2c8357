using System.CommandLine;
using Ats.MarketData;

namespace Ats.Cli.Data;

/// <summary><c>ats data check [DIR]</c>: verifies every checksum and tells what is odd in the data.</summary>
internal static class DataCheckCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "Data directory.", DefaultValueFactory = _ => DataCommand.DefaultDirectory };
        var command = new Command("check", "Verify every checksum; report gaps, duplicates and rows out of order. Fails on damage, not on gaps.") { directory };
        command.SetAction(parsed => Run(parsed.GetValue(directory)!));
        return command;
    }

    private static int Run(string path)
    {
        var directory = new TapeDirectory(path);
        var manifest = directory.ReadManifest();
        var damaged = 0;
        foreach (var segment in manifest.Segments)
        {
            var code = Guard.Run(() =>
            {
                directory.Verify(segment);
                return ExitCode.Ok;
            });
            if (code == ExitCode.Ok) Console.WriteLine($"ok       {SegmentText.Summary(segment)}");
            else Console.WriteLine($"DAMAGED  {segment.File}");
            damaged += code == ExitCode.Ok ? 0 : 1;
        }

        Console.WriteLine(damaged == 0 ? $"{manifest.Segments.Count} segments, all intact" : $"{damaged} of {manifest.Segments.Count} segments damaged");
        return damaged == 0 ? ExitCode.Ok : ExitCode.BadData;
    }
}
