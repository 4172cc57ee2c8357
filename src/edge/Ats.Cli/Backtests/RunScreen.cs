using Ats.Analytics.Reports;
using Ats.Domain;
using Ats.Simulation;
using Spectre.Console;

namespace Ats.Cli.Backtests;

/// <summary>What a person sees of a run: a progress bar at a terminal, plain lines elsewhere, a table at the end.</summary>
internal sealed class RunScreen(bool quiet)
{
    private static bool Watched => !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    public void Start(BacktestRunner runner)
    {
        if (quiet) return;
        Console.WriteLine($"{runner.Arms.Count} arm{(runner.Arms.Count == 1 ? "" : "s")} on {string.Join(", ", runner.Instruments.Take(4).Select(i => i.Id))}{(runner.Instruments.Count > 4 ? ", ..." : "")}; {runner.Market.Description}; fills: {FillModels.Name(runner.Fill)}");
    }

    public BacktestResult Run(Func<Action<long, long>?, BacktestResult> run)
    {
        if (quiet) return run(null);
        if (!Watched)
        {
            var said = 0;
            return run((done, expected) =>
            {
                var percent = (int)Math.Min(100, done * 100 / Math.Max(1, expected));
                if (percent < said + 25) return;
                said = percent / 25 * 25;
                Console.WriteLine($"{said} % ({done:N0} events)");
            });
        }

        BacktestResult? result = null;
        Console.CancelKeyPress += static (_, _) => Console.Error.WriteLine("\u001b[?25h\nats: stopped before the end: no report was written."); // The bar hides the cursor.
        AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("events");
            result = run((done, expected) =>
            {
                task.MaxValue = Math.Max(1, expected);
                task.Value = done;
            });
        });
        return result!;
    }

    public void Finish(BacktestResult result, RunReport report, string? output, string? store)
    {
        if (quiet) return;
        var rows = LeaderboardRow.From(report);
        if (Watched) LeaderboardTable.Colour(rows, AnsiConsole.Profile.Width);
        else LeaderboardTable.Plain(rows);
        foreach (var sentence in VerdictText.Of(report)) Console.WriteLine(sentence);
        if (report.Checks.All(c => c.Held)) Console.WriteLine($"books: {report.Checks.Count} checks hold; {report.Arms.Sum(a => a.Statistics.Fills):N0} fills");
        foreach (var note in report.DataNotes) Console.WriteLine("note: " + note);
        foreach (var arm in report.Arms)
        {
            foreach (var warning in arm.Warnings) Console.WriteLine($"note: {arm.Name}: {warning}");
        }

        Console.WriteLine($"{result.Backtest.Events:N0} events in {result.EngineSeconds:0.000} s of engine; state {result.Summary.StateHash}, data {result.Run.DataHash}, seed {result.Run.Seed}");
        if (store is not null) Console.WriteLine($"journal: {store}, run {result.Run.Id}");
        if (output is not null) Console.WriteLine($"report: {Path.GetFullPath(Path.Combine(output, "report.html"))}");
    }
}
