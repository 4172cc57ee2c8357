using System.IO.Hashing;

namespace Ats.MarketData.Sources;

/// <summary>A zip entry whose CRC-32 is checked at its end (ZipArchive itself does not).</summary>
internal sealed class CrcCheckedStream(Stream inner, uint expected, string entry) : ReadOnlyStream
{
    private readonly Crc32 _crc = new();

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _crc.Append(buffer[..read]);
        if (read == 0 && buffer.Length > 0 && _crc.GetCurrentHashAsUInt32() != expected) throw new InvalidDataException($"the checksum of {entry} does not match");
        return read;
    }
}
