using System.CommandLine;
using Ats.MarketData;
using Spectre.Console;

namespace Ats.Cli.Data;

/// <summary><c>ats data list [DIR|FILE]</c></summary>
internal static class DataListCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR|FILE") { Description = "Data directory, or a raw file.", DefaultValueFactory = _ => DataCommand.DefaultDirectory };
        var command = new Command("list", "List what a data directory holds.") { directory };
        command.SetAction(parsed => Run(parsed.GetValue(directory)!));
        return command;
    }

    private static int Run(string path)
    {
        var segments = Segments(path);
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Instrument", "Kind", "Rows", "From (UTC)", "To (UTC)", "Gaps", "Duplicates", "Out of order", "Source");
        foreach (var number in (int[])[2, 6, 7]) table.Columns[number].RightAligned();
        foreach (var s in segments.OrderBy(s => s.Instrument, StringComparer.Ordinal).ThenBy(s => s.Kind).ThenBy(s => s.FirstReceiveTimeNs))
        {
            var span = SegmentText.Span(s).Split(" to ");
            table.AddRow([.. new[] { s.Instrument, s.KindName, s.Rows.ToString("N0"), span[0], span[1], SegmentText.Gaps(s), s.Duplicates.ToString("N0"), s.OutOfOrder.ToString("N0"), s.Source }.Select(Markup.Escape)]);
        }

        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
        AnsiConsole.Write(table);
        return ExitCode.Ok;
    }

    private static IReadOnlyList<SegmentInfo> Segments(string path)
    {
        if (Directory.Exists(path) || !File.Exists(path)) return new TapeDirectory(path).ReadManifest().Segments;
        using var data = MarketDataSet.Open(path);
        return data.Segments;
    }
}
