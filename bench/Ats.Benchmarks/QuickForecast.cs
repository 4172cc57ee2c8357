using System.Diagnostics;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.Forecasting.Network;
using Ats.Mlops.Training;

namespace Ats.Benchmarks;

/// <summary>The LSTM of 2 x 64 units, 32 features and six horizons: one streaming step of batch 1 (heads and scaler included), and training, in targets a second.</summary>
internal static class QuickForecast
{
    private const int Features = 32;
    private const int Steps = 20_000;
    private static readonly LstmShape Shape = new(Features, 64, 2, ForecastHorizons.Default.Count);

    public static void Run()
    {
        foreach (var width in new[] { VectorWidth.Auto, VectorWidth.Vector512, VectorWidth.Vector256, VectorWidth.Vector128, VectorWidth.Portable }) Step(width);
        var one = Training(1, VectorWidth.Auto);
        var two = Training(2, VectorWidth.Auto);
        Console.WriteLine($"{"training: two threads over one",-52} {two / one,15:0.00}x");
        Training(1, VectorWidth.Vector256);
    }

    /// <summary>Best of several rounds, since other processes' slices are not ours; a round's quantiles over its single steps.</summary>
    private static void Step(VectorWidth width)
    {
        var schema = new FeatureSchema([.. Enumerable.Range(0, Features).Select(i => $"f{i}")], true, true, 60, 2 * Timestamp.NanosecondsPerSecond);
        var scaler = new FeatureScaler(schema.Hash, new float[Features], [.. Enumerable.Repeat(1f, Features)], 5);
        var predictor = new LstmPredictor(schema, ForecastHorizons.Default, scaler, LstmNetwork.Create(Shape, 1), width);
        var rows = Normal(1024 * Features);
        var output = new float[Shape.Outputs];
        var ticks = new long[Steps];
        double middle = double.MaxValue, late = double.MaxValue;
        long bytes = 0;
        for (var round = 0; round < (width == VectorWidth.Portable ? 3 : 12); round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Steps; i++)
            {
                var start = Stopwatch.GetTimestamp();
                predictor.Step(rows.AsSpan((i & 1023) * Features, Features), 1, output);
                ticks[i] = Stopwatch.GetTimestamp() - start;
            }

            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Array.Sort(ticks);
            middle = Math.Min(middle, ticks[Steps / 2] * 1e6 / Stopwatch.Frequency);
            late = Math.Min(late, ticks[Steps * 99 / 100] * 1e6 / Stopwatch.Frequency);
        }

        Console.WriteLine($"{$"LSTM 2 x 64: a step, {width}",-52} {middle,13:0.00} us  p50; p99 {late:0.00} us; {bytes / (double)Steps:0.##} bytes");
    }

    private static double Training(int threads, VectorWidth width)
    {
        const int Rows = 30_720;
        var starts = new bool[Rows];
        starts[0] = true;
        bool[] ready = [.. Enumerable.Repeat(true, Rows)];
        var rows = new LstmRows(Features, Shape.Horizons, Normal(Rows * Features), Normal(Rows * Shape.Horizons), starts, ready);
        var none = new LstmRows(Features, Shape.Horizons, new float[Features], new float[Shape.Horizons], [true], [false]);
        double best = 0, thrifty = 0;
        var used = Environment.CpuUsage.TotalTime;
        var settings = new LstmTrainingSettings { Hidden = Shape.Hidden, Layers = Shape.Layers, Epochs = 12, Patience = 12, Width = width };
        LstmTraining.Train(settings, rows, none, [1], threads, TimeProvider.System, p =>
        {
            var now = Environment.CpuUsage.TotalTime;
            best = Math.Max(best, p.TargetsPerSecond);
            thrifty = Math.Max(thrifty, p.Epoch.Targets / (now - used).TotalSeconds);
            used = now;
        });
        Console.WriteLine($"{$"LSTM 2 x 64: training, {width}, {threads} thread{(threads > 1 ? "s" : "")}",-52} {best,7:0} targets/s  {thrifty:0} a second of processor time, best of {settings.Epochs} passes of {Rows} rows; 15 passes of a day {15 * 86_400 / best:0.0} s");
        return best;
    }

    private static float[] Normal(int count)
    {
        var rng = new Rng(3);
        return [.. Enumerable.Range(0, count).Select(_ => (float)rng.NextNormal())];
    }
}
