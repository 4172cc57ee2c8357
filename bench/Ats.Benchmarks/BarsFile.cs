using System.Globalization;
using Ats.Domain;

namespace Ats.Benchmarks;

/// <summary>A CSV of seeded one-second bars (two decimals, volumes three), the shape of the shared bars_100k file.</summary>
internal static class BarsFile
{
    /// <summary>Makes the file once in the temporary folder and gives its path.</summary>
    public static string Make(int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"ats-bench-bars-{rows}.csv"));
        if (File.Exists(path)) return path;
        Write(path + ".tmp", rows);
        File.Move(path + ".tmp", path, overwrite: true);
        return path;
    }

    public static void Write(string path, int rows)
    {
        using var text = new StreamWriter(path);
        text.Write("timestamp,open,high,low,close,volume\n");
        var rng = new Rng(1);
        var close = 100_000L;
        for (var i = 0; i < rows; i++)
        {
            var open = close;
            close = Math.Max(1000, open + rng.Next(61) - 30);
            var high = Math.Max(open, close) + rng.Next(30);
            var low = Math.Min(open, close) - rng.Next(30);
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{1704067200000 + (i * 1000L)},{open / 100m:0.00},{high / 100m:0.00},{low / 100m:0.00},{close / 100m:0.00},{rng.Next(5000) / 1000m:0.000}\n"));
        }
    }
}
