using System.CommandLine;
using Ats.MarketData;

namespace Ats.Cli.Data;

/// <summary><c>ats data import FILE...</c></summary>
internal static class DataImportCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files to import: plain, gz or zip.", Arity = ArgumentArity.OneOrMore };
        var into = new Option<string>("--into") { Description = "Data directory; made when it does not exist.", DefaultValueFactory = _ => DataCommand.DefaultDirectory };
        var options = new ImportOptionSet();
        var command = new Command("import", "Import files into a data directory. The same source again changes nothing.") { files, into };
        options.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetValue(files)!, parsed.GetValue(into)!, options.Read(parsed)));
        return command;
    }

    /// <summary>Every file is tried; the exit code is the first failure's.</summary>
    private static int Run(string[] files, string into, ImportOptions options)
    {
        using var interruption = new Interruption();
        options = options with { Cancellation = interruption.Token };
        var directory = new TapeDirectory(into);
        var code = ExitCode.Ok;
        foreach (var file in files)
        {
            if (code == ExitCode.Interrupted) break;
            var result = Guard.Run(() =>
            {
                Print(directory.Import(file, options));
                return ExitCode.Ok;
            });
            if (code == ExitCode.Ok || result == ExitCode.Interrupted) code = result;
        }

        return code;
    }

    private static void Print(ImportResult result)
    {
        if (result.Unchanged)
        {
            Console.WriteLine($"{result.File}: already imported, nothing changed");
            return;
        }

        foreach (var segment in result.Added) Console.WriteLine($"{result.File}: {SegmentText.Summary(segment)}");
        foreach (var note in result.Added.SelectMany(s => s.Notes).Distinct()) Console.WriteLine($"{result.File}: note: {note}");
    }
}
