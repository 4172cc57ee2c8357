using System.CommandLine;

namespace Ats.Cli.Data;

/// <summary><c>ats data</c>: bring market data in, look at it, check it, take it out.</summary>
internal static class DataCommand
{
    public const string DefaultDirectory = "./data";

    public static Command Create() => new("data", "Import, download, list, check and export market data.")
    {
        DataImportCommand.Create(),
        DataDownloadCommand.Create(),
        DataListCommand.Create(),
        DataCheckCommand.Create(),
        DataExportCommand.Create(),
        DataFormatsCommand.Create(),
    };
}
