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
            using var file = Open(path);
            Span<byte> mark = stackalloc byte[4];
            var length = file.ReadAtLeast(mark, 4, throwOnEndOfStream: false);
            file.Position = 0;
            if (length == 0) throw new MarketDataException(name, "the file is empty");
            if (length >= 2 && mark[0] == 0x1F && mark[1] == 0x8B)
            {
                using var gzip = new GZipStream(file, CompressionMode.Decompress);
                using var exact = new LengthCheckedStream(gzip, file, name);
                ReadWhole(exact, () => read(WithHead(path, null, exact)));
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

    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{path}: may not be read; check its permissions", e);
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
            ReadWhole(exact, () => read(WithHead(path, entry.FullName, exact)));
        }
    }

    /// <summary>A bad row in a packed file may be damage the checksum at its end tells: then that is what is wrong, not the row.</summary>
    /// <exception cref="InvalidDataException">The packed text is damaged.</exception>
    private static void ReadWhole(Stream content, Action read)
    {
        try
        {
            read();
        }
        catch (MarketDataException)
        {
            content.CopyTo(Stream.Null);
            throw;
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
