using System.Diagnostics;
using Ats.MarketData;

namespace Ats.Benchmarks;

/// <summary>The whole <c>ats</c> process on 1,000,000 one-second bars, SMA 10/30, JSON and table written: from the tape, from CSV, twenty arms.</summary>
internal static class QuickProcess
{
    public static void Run()
    {
        var program = Program();
        if (program is null)
        {
            Console.WriteLine("process: skipped, ./ats has not been built (run ./ats --version first)");
            return;
        }

        var csv = BarsFile.Make(1_000_000);
        var directory = Directory.CreateTempSubdirectory("ats-bench-process-").FullName;
        try
        {
            new TapeDirectory(Path.Combine(directory, "tape")).Import(csv);
            var one = new[] { "sma-cross:fast=10,slow=30" };
            Measure("process: SMA 10/30 from the tape", program, directory, Path.Combine(directory, "tape"), one);
            Measure("process: SMA 10/30 from CSV", program, directory, csv, one);
            Measure("process: twenty SMA arms from the tape", program, directory, Path.Combine(directory, "tape"), [.. Enumerable.Range(0, 20).Select(a => $"sma-cross:fast={4 + a},slow={20 + (3 * a)}")], 3);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string? Program()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Ats.slnx"))) root = root.Parent;
        var program = root is null ? null : Path.Combine(root.FullName, ".ats", "bin", "ats");
        return program is not null && File.Exists(program) ? program : null;
    }

    private static void Measure(string name, string program, string directory, string data, string[] strategies, int times = 7)
    {
        string[] arguments =
        [
            "backtest", "--data", data, "--quantity", "1", "--cash", "1000000", "--taker-fee-bps", "10", "--json", Path.Combine(directory, "out.json"),
            .. strategies.SelectMany(s => new[] { "--strategy", s }),
        ];
        double best = double.MaxValue, processor = double.MaxValue;
        for (var i = 0; i < times; i++)
        {
            var used = ChildTime.Milliseconds;
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed: {process.StandardError.ReadToEnd()}");
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor = Math.Min(processor, ChildTime.Milliseconds - used);
        }

        Line.Write(name, new Best(best, processor, times), $"{best / 1000:0.000} s");
    }
}
