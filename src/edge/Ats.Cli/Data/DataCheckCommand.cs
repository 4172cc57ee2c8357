using System.CommandLine;
using Ats.MarketData;

namespace Ats.Cli.Data;

/// <summary><c>ats data check [DIR|FILE]</c>: verifies every checksum and tells what is odd in the data.</summary>
internal static class DataCheckCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR|FILE") { Description = "Data directory, or a raw file.", DefaultValueFactory = _ => DataCommand.DefaultDirectory };
        var command = new Command("check", "Verify every checksum; report gaps, duplicates and rows out of order. Fails on damage, not on gaps.") { directory };
        command.SetAction(parsed => Run(parsed.GetValue(directory)!));
        return command;
    }

    private static int Run(string path)
    {
        if (!Directory.Exists(path) && File.Exists(path)) return RunFile(path);
        var directory = new TapeDirectory(path);
        var manifest = directory.ReadManifest();
        var segments = manifest.Segments.Count == 1 ? "1 segment" : $"{manifest.Segments.Count} segments";
        var damaged = 0;
        foreach (var segment in manifest.Segments)
        {
            var code = Guard.Run(() =>
            {
                directory.Verify(segment);
                return ExitCode.Ok;
            });
            if (code == ExitCode.Ok) Console.WriteLine($"ok       {SegmentText.Full(segment)}");
            else Console.WriteLine($"DAMAGED  {segment.File}");
            damaged += code == ExitCode.Ok ? 0 : 1;
        }

        foreach (var series in manifest.Segments.GroupBy(s => (s.Instrument, s.KindName)))
        {
            foreach (var gap in SeriesGaps.Between(series).Largest) Console.WriteLine($"gap      {series.Key.Instrument} {series.Key.KindName}: no rows from {SegmentText.Span(gap)} ({SegmentText.Duration(gap.LengthNs)})");
        }

        foreach (var note in manifest.Segments.SelectMany(s => s.Notes).Distinct()) Console.WriteLine($"note: {note}");
        Console.WriteLine(damaged == 0 ? $"{segments}, all intact" : $"{damaged} of {segments} damaged");
        return damaged == 0 ? ExitCode.Ok : ExitCode.BadData;
    }

    private static int RunFile(string path)
    {
        using var data = MarketDataSet.Open(path);
        foreach (var segment in data.Segments) Console.WriteLine($"ok       {SegmentText.Full(segment)}");
        foreach (var note in data.Warnings) Console.WriteLine($"note: {note}");
        return ExitCode.Ok;
    }
}
