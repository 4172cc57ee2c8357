namespace Ats.MarketData.Sources;

/// <summary>The decompressed text of one file (or of one entry of a zip), with its beginning for recognising it.</summary>
internal sealed class SourceText(string path, string? entry, ReadOnlyMemory<byte> head, Stream content)
{
    public string Path { get; } = path;

    /// <summary>File name without directories.</summary>
    public string FileName { get; } = System.IO.Path.GetFileName(path);

    /// <summary>Name inside the zip; null when it is none.</summary>
    public string? Entry { get; } = entry;

    /// <summary>The first bytes, at most <see cref="SourceFile.HeadSize"/>.</summary>
    public ReadOnlyMemory<byte> Head { get; } = head;

    /// <summary>The text from its start.</summary>
    public Stream Content { get; } = content;

    /// <summary>The first lines of <see cref="Head"/> that are whole, without line ends.</summary>
    public IReadOnlyList<string> HeadLines(int count)
    {
        var lines = new List<string>();
        var rest = Head.Span;
        while (lines.Count < count && !rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 && lines.Count > 0 && Head.Length == SourceFile.HeadSize) break;
            var line = end < 0 ? rest : rest[..end];
            lines.Add(System.Text.Encoding.UTF8.GetString(line).TrimEnd('\r').TrimStart('\uFEFF'));
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return lines;
    }
}
