namespace Ats.MarketData.Sources;

/// <summary>Lines of a stream as bytes, without strings. Memory: the longest line, at most 64 MB.</summary>
internal sealed class LineReader(Stream stream)
{
    private const int MaxLine = 64 * 1024 * 1024;
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>Number of the line last read, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest[searched..].IndexOf((byte)'\n');
            if (at >= 0 || (_atEnd && !rest.IsEmpty))
            {
                line = at >= 0 ? rest[..(searched + at)] : rest;
                _start += Math.Min(rest.Length, line.Length + 1);
                if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
                Line++;
                return true;
            }

            if (_atEnd)
            {
                line = default;
                return false;
            }

            searched = rest.Length;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxLine) throw new InvalidDataException($"a line of more than {MaxLine} bytes");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _atEnd = read == 0;
    }
}
