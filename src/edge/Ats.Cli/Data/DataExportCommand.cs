using System.CommandLine;
using Ats.Domain;
using Ats.MarketData;

namespace Ats.Cli.Data;

/// <summary><c>ats data export DIR|FILE --parquet OUT | --csv OUT</c></summary>
internal static class DataExportCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("DIR|FILE") { Description = "Data directory, or a raw file." };
        var parquet = new Option<string?>("--parquet") { Description = "Write Parquet here: a file, or a directory when there are several series." };
        var csv = new Option<string?>("--csv") { Description = "Write CSV here: a file, or a directory when there are several series." };
        var kind = new Option<MarketEventKind?>("--kind") { Description = "Only events of this kind." };
        var options = new ImportOptionSet();
        var command = new Command("export", "Write market data for other tools. Prices are decimal(38,10), quantities decimal(38,8), times ns.") { source, parquet, csv, kind };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(parquet) is null == result.GetValue(csv) is null) result.AddError("Say either --parquet OUT or --csv OUT.");
        });
        command.SetAction(parsed =>
        {
            var import = options.Read(parsed);
            var wanted = new MarketDataOptions
            {
                Import = import,
                Instruments = import.Instrument is { } instrument ? [instrument] : [],
                Kinds = parsed.GetValue(kind) is { } only ? [only] : [],
            };
            var path = parsed.GetValue(source)!;
            using var data = MarketDataSet.Open(path, wanted);
            var files = parsed.GetValue(csv) is { } output
                ? MarketDataExporter.Export(data, output, ExportFormat.Csv)
                : MarketDataExporter.Export(data, parsed.GetValue(parquet)!, ExportFormat.Parquet);
            foreach (var file in files) Console.WriteLine(file);
            return ExitCode.Ok;
        });
        return command;
    }
}
