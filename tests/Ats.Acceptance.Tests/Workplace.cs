using System.Security.Cryptography;
using System.Text;

namespace Ats.Acceptance.Tests;

/// <summary>A directory of its own for one test, with market data to make; removed afterwards.</summary>
internal sealed class Workplace : IDisposable
{
    public string Root { get; } = AtsProcess.Temporary();

    public string Data => Path("data");

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <summary>Second bars of a price that swings, so that an SMA cross trades; the phase makes files differ.</summary>
    public string Bars(string name, int count, int phase = 0)
    {
        var text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (var i = 0; i < count; i++)
        {
            var close = 1000 + (int)(50 * Math.Sin((i + phase) / 40.0)) + (i * 7919 % 11);
            text.Append(1704067200000 + (i * 1000L)).Append(',').Append(close).Append(',').Append(close + 2).Append(',').Append(close - 2).Append(',').Append(close + 1).Append(",1.5\n");
        }

        return Write(name, text.ToString());
    }

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    /// <summary>Every file and folder of the data directory with its content: equal listings mean an untouched directory.</summary>
    public string Listing() => !Directory.Exists(Data) ? "(absent)" : string.Join('\n', Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(p => System.IO.Path.GetRelativePath(Data, p) + (File.Exists(p) ? " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(p))) : "")));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
