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
        Console.WriteLine($"{runner.Arms.Count} arms on {string.Join(", ", runner.Instruments.Take(4).Select(i => i.Id))}{(runner.Instruments.Count > 4 ? ", ..." : "")}; {runner.Market.Description}; fills: {FillModels.Name(runner.Fill)}");
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
        if (Watched) AnsiConsole.Write(Pretty(rows));
        else Plain(rows);
        foreach (var note in report.DataNotes) Console.WriteLine("note: " + note);
        foreach (var arm in report.Arms)
        {
            foreach (var warning in arm.Warnings) Console.WriteLine($"note: {arm.Name}: {warning}");
        }

        Console.WriteLine($"{result.Backtest.Events:N0} events in {result.EngineSeconds:0.000} s of engine; state {result.Summary.StateHash}, data {result.Run.DataHash}, seed {result.Run.Seed}");
        if (store is not null) Console.WriteLine($"journal: {store}, run {result.Run.Id}");
        if (output is not null) Console.WriteLine($"report: {Path.GetFullPath(Path.Combine(output, "report.html"))}");
    }

    private static string[] Cells(LeaderboardRow r) =>
    [
        r.Rank.ToString(), r.Arm, r.KindText, r.NetReturnText, r.NetPnl.ToString("N2"), r.SharpeText, r.MaxDrawdownText, r.RoundTrips.ToString("N0"), r.HitRateText, r.Fees.ToString("N2"), r.ExposureText,
    ];

    private static readonly string[] Headers = ["#", "arm", "kind", "net", "net PnL", "Sharpe", "max drawdown", "trips", "hit rate", "fees", "exposure"];

    private static Table Pretty(IReadOnlyList<LeaderboardRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var header in Headers) table.AddColumn(header);
        foreach (var row in rows) table.AddRow([.. Cells(row).Select(Markup.Escape)]);
        return table;
    }

    private static void Plain(IReadOnlyList<LeaderboardRow> rows)
    {
        var lines = rows.Select(Cells).Prepend(Headers).ToList();
        var widths = Enumerable.Range(0, Headers.Length).Select(c => lines.Max(l => l[c].Length)).ToArray();
        foreach (var line in lines) Console.WriteLine(string.Join("  ", line.Select((cell, c) => c is 1 or 2 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
    }
}
