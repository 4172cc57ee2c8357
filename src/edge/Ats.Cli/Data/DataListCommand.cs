using System.CommandLine;
using Ats.MarketData;
using Spectre.Console;

namespace Ats.Cli.Data;

/// <summary><c>ats data list [DIR]</c></summary>
internal static class DataListCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "Data directory.", DefaultValueFactory = _ => DataCommand.DefaultDirectory };
        var command = new Command("list", "List what a data directory holds.") { directory };
        command.SetAction(parsed => Run(parsed.GetValue(directory)!));
        return command;
    }

    private static int Run(string directory)
    {
        var manifest = new TapeDirectory(directory).ReadManifest();
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Instrument", "Kind", "Rows", "From (UTC)", "To (UTC)", "Gaps", "Source");
        table.Columns[2].RightAligned();
        foreach (var s in manifest.Segments.OrderBy(s => s.Instrument, StringComparer.Ordinal).ThenBy(s => s.Kind).ThenBy(s => s.FirstReceiveTimeNs))
        {
            var span = SegmentText.Span(s).Split(" to ");
            table.AddRow([.. new[] { s.Instrument, s.KindName, s.Rows.ToString("N0"), span[0], span[1], SegmentText.Gaps(s), s.Source }.Select(Markup.Escape)]);
        }

        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
        AnsiConsole.Write(table);
        return ExitCode.Ok;
    }
}
