using System.Globalization;
using System.Text;

namespace Ats.Acceptance.Tests;

/// <summary>A registry with two small models (the second the first's twin, trained with another number of threads), made once for the tests that only look at it or work on a copy.</summary>
public sealed class TrainedModels : IDisposable
{
    public const string Data = "synthetic:seed=901,hours=1.5";
    public const string Unseen = "synthetic:seed=902,hours=0.3";

    private static readonly string[] Small = ["--networks", "1", "--epochs", "1", "--folds", "0", "--hidden", "16", "--horizons", "5,15,60"];

    public TrainedModels()
    {
        First = Train(Data, Registry, "--threads", "2");
        Second = Train(Data, Registry, "--threads", "1", "--json-lines");
    }

    public string Root { get; } = AtsProcess.Temporary();

    public string Registry => Path.Combine(Root, "registry");

    /// <summary>What the first training said.</summary>
    public (int Code, string Out, string Error) First { get; }

    /// <summary>What the second said.</summary>
    public (int Code, string Out, string Error) Second { get; }

    /// <summary>The words of a training that takes two seconds.</summary>
    public static string[] Words(string data, string registry, params string[] more) => ["forecast", "train", "--data", data, "--registry", registry, .. Small, .. more];

    public static (int Code, string Out, string Error) Train(string data, string registry, params string[] more) => AtsProcess.Run(Words(data, registry, more));

    public static string Version(string registry, string version, string file) => Path.Combine(registry, "models", "BTCUSDT-15s", version, file);

    /// <summary>A copy to work on.</summary>
    public string Copy()
    {
        var copy = Path.Combine(Root, Guid.NewGuid().ToString("N"));
        foreach (var file in Directory.EnumerateFiles(Registry, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Registry, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Trades of a price that swings, two a second.</summary>
    public string Trades(string name, int seconds)
    {
        var text = new StringBuilder("timestamp,price,quantity,side\n");
        for (var i = 0; i < 2 * seconds; i++)
        {
            var price = 60_000 + (40 * Math.Sin(i / 90.0)) + (i * 7919 % 13);
            text.Append(CultureInfo.InvariantCulture, $"{1_704_067_200_000L + (i * 500L)},{price:0.0},0.0{1 + (i % 7)},{(i * 31 % 5 < 2 ? "Sell" : "Buy")}\n");
        }

        var file = Path.Combine(Root, name);
        File.WriteAllText(file, text.ToString());
        return file;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
