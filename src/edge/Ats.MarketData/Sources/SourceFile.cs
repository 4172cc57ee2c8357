using System.IO.Compression;

namespace Ats.MarketData.Sources;

/// <summary>Opens a file whatever it is packed in (plain, gzip, zip), told by its first bytes and not by its name.</summary>
internal static class SourceFile
{
    public const int HeadSize = 64 * 1024;

    /// <summary>Shows each text in the file to <paramref name="read"/>; damage while reading becomes a <see cref="MarketDataException"/>.</summary>
    public static void Read(string path, Action<SourceText> read)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            Span<byte> mark = stackalloc byte[4];
            var length = file.ReadAtLeast(mark, 4, throwOnEndOfStream: false);
            file.Position = 0;
            if (length == 0) throw new MarketDataException(name, "the file is empty");
            if (length >= 2 && mark[0] == 0x1F && mark[1] == 0x8B)
            {
                using var gzip = new GZipStream(file, CompressionMode.Decompress);
                using var exact = new LengthCheckedStream(gzip, file, name);
                read(WithHead(path, null, exact));
            }
            else if (length == 4 && mark.SequenceEqual("PK\x03\x04"u8))
            {
                ReadZip(file, path, read);
            }
            else
            {
                read(WithHead(path, null, file));
            }
        }
        catch (InvalidDataException e)
        {
            throw new MarketDataException(name, $"damaged or not what it seems ({e.Message.TrimEnd('.')}): get the file again", e);
        }
        catch (EndOfStreamException e)
        {
            throw new MarketDataException(name, "cut short: get the file again", e);
        }
    }

    private static void ReadZip(FileStream file, string path, Action<SourceText> read)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        var entries = zip.Entries.Where(e => e.Length > 0).OrderBy(e => e.FullName, StringComparer.Ordinal).ToList();
        if (entries.Count == 0) throw new MarketDataException(Path.GetFileName(path), "the zip holds no data");
        foreach (var entry in entries)
        {
            using var content = entry.Open();
            using var exact = new CrcCheckedStream(content, entry.Crc32, entry.FullName);
            read(WithHead(path, entry.FullName, exact));
        }
    }

    private static SourceText WithHead(string path, string? entry, Stream content)
    {
        var head = new byte[HeadSize];
        var length = content.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        if (length == 0) throw new MarketDataException(Path.GetFileName(path), "the file is empty");
        var known = head.AsMemory(0, length);
        if (content.CanSeek)
        {
            content.Position = 0;
            return new SourceText(path, entry, known, content);
        }

        return new SourceText(path, entry, known, new PrefixedStream(known, content));
    }
}
