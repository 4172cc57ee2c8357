using System.CommandLine;
using Ats.MarketData.Formats;

namespace Ats.Cli.Data;

/// <summary><c>ats data formats</c></summary>
internal static class DataFormatsCommand
{
    public static Command Create()
    {
        var command = new Command("formats", "List the formats that can be imported.");
        command.SetAction(_ =>
        {
            foreach (var format in FormatCatalog.Describe()) Console.WriteLine($"{format.Name,-22} {format.Description}");
            return ExitCode.Ok;
        });
        return command;
    }
}
