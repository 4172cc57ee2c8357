using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ats.MarketData.Csv;

/// <summary>
/// Reads separated text in blocks of whole lines and finds every separator with 32-byte vectors. Memory is a few blocks,
/// whatever the file's length.
/// </summary>
internal sealed unsafe class CsvBlockReader : IDisposable
{
    private const int BlockSize = 128 * 1024;
    private readonly Stream _stream;
    private readonly byte _separator;
    private readonly byte* _buffer;
    private readonly int* _ends;
    private int _filled;
    private int _consumed;
    private bool _atEnd;

    public CsvBlockReader(Stream stream, byte separator = (byte)',')
    {
        _stream = stream;
        _separator = separator;
        _buffer = (byte*)NativeMemory.Alloc(FixedPointParser.Margin + BlockSize + 64);
        _ends = (int*)NativeMemory.Alloc((BlockSize + 80) * sizeof(int));
        new Span<byte>(_buffer, FixedPointParser.Margin).Clear();
    }

    /// <summary>Start of the block's text; <see cref="FixedPointParser.Margin"/> bytes before it are readable.</summary>
    public byte* Text => _buffer + FixedPointParser.Margin;

    /// <summary>Offset of every separator and line end from <see cref="Text"/>; element -1 is -1.</summary>
    public int* Ends => _ends + 1;

    /// <summary>Number of separators and line ends.</summary>
    public int Count { get; private set; }

    /// <summary>Number of line ends.</summary>
    public int Lines { get; private set; }

    /// <summary>Reads the next whole lines; false at the end of the text.</summary>
    /// <exception cref="InvalidDataException">A line longer than a block.</exception>
    public bool Next()
    {
        var text = Text;
        var rest = _filled - _consumed;
        if (rest > 0) Buffer.MemoryCopy(text + _consumed, text, BlockSize, rest);
        _filled = rest;
        while (_filled < BlockSize && !_atEnd)
        {
            var read = _stream.Read(new Span<byte>(text + _filled, BlockSize - _filled));
            _filled += read;
            _atEnd = read == 0;
        }

        if (_filled == 0) return false;
        if (_atEnd && text[_filled - 1] != '\n') text[_filled++] = (byte)'\n';
        _consumed = new ReadOnlySpan<byte>(text, _filled).LastIndexOf((byte)'\n') + 1;
        if (_consumed == 0) throw new InvalidDataException($"a line of more than {BlockSize} bytes: this is not separated text");
        Tokenise(_consumed);
        return true;
    }

    public void Dispose()
    {
        NativeMemory.Free(_buffer);
        NativeMemory.Free(_ends);
    }

    private void Tokenise(int length)
    {
        var text = Text;
        var separator = Vector256.Create(_separator);
        var newline = Vector256.Create((byte)'\n');
        var output = Ends;
        output[-1] = -1;
        var lines = 0;
        for (var at = 0; at < length; at += 32)
        {
            var block = Vector256.Load(text + at);
            var isNewline = Vector256.Equals(block, newline);
            var mask = (Vector256.Equals(block, separator) | isNewline).ExtractMostSignificantBits();
            var newlines = isNewline.ExtractMostSignificantBits();
            if (length - at < 32)
            {
                var valid = (1u << (length - at)) - 1;
                mask &= valid;
                newlines &= valid;
            }

            lines += BitOperations.PopCount(newlines);

            // Eight are written whatever their number, so that the usual case has no branch to mispredict.
            var next = output + BitOperations.PopCount(mask);
            do
            {
                for (var i = 0; i < 8; i++)
                {
                    output[i] = at + BitOperations.TrailingZeroCount(mask);
                    mask &= mask - 1;
                }

                output += 8;
            }
            while (output < next);
            output = next;
        }

        Count = (int)(output - Ends);
        Lines = lines;
    }
}
