using System.Globalization;
using System.Text;
using Ats.Domain;

namespace Ats.Benchmarks;

/// <summary>A CSV of seeded one-second bars (two decimals, volumes three), the shape of the shared bars_100k file; made once in the temporary folder.</summary>
internal static class BarsFile
{
    public static string Make(int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"ats-bench-bars-{rows}.csv"));
        if (File.Exists(path)) return path;
        var rng = new Rng(1);
        var text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        var close = 100_000L;
        for (var i = 0; i < rows; i++)
        {
            var open = close;
            close = Math.Max(1000, open + rng.Next(61) - 30);
            var high = Math.Max(open, close) + rng.Next(30);
            var low = Math.Min(open, close) - rng.Next(30);
            text.Append(CultureInfo.InvariantCulture, $"{1704067200000 + (i * 1000L)},{open / 100m:0.00},{high / 100m:0.00},{low / 100m:0.00},{close / 100m:0.00},{rng.Next(5000) / 1000m:0.000}\n");
        }

        File.WriteAllText(path + ".tmp", text.ToString());
        File.Move(path + ".tmp", path, overwrite: true);
        return path;
    }
}
