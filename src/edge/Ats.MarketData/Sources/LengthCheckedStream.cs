using System.Buffers.Binary;

namespace Ats.MarketData.Sources;

/// <summary>A gzip's text whose end is checked: the last four bytes of the file tell the length of its last member (RFC 1952).</summary>
internal sealed class LengthCheckedStream(Stream inner, FileStream file, string name) : ReadOnlyStream
{
    private long _total;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _total += read;
        if (read == 0 && buffer.Length > 0) CheckEnd();
        return read;
    }

    private void CheckEnd()
    {
        Span<byte> trailer = stackalloc byte[4];
        if (file.Length < 18 || RandomAccess.Read(file.SafeFileHandle, trailer, file.Length - 4) != 4) throw new InvalidDataException($"{name} is cut short");

        // Files of several members only tell the last one's length: then the total is not smaller.
        var told = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (unchecked((uint)_total) != told && _total < told) throw new InvalidDataException("the gzip is cut short");
    }
}
