using System.Buffers;
using System.Text.Json;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>Rows of one topic gathered during a command, as a JSON array.</summary>
internal sealed class RowBuffer
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4 * 1024);
    private Utf8JsonWriter Writer { get; }
    private bool _open;

    public RowBuffer() => Writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    public bool IsEmpty => !_open;

    /// <summary>The writer to add one row with.</summary>
    public Utf8JsonWriter Row()
    {
        if (!_open)
        {
            _open = true;
            _buffer.ResetWrittenCount();
            Writer.Reset(_buffer);
            Writer.WriteStartArray();
        }

        return Writer;
    }

    /// <summary>The finished array; the next row begins a new one.</summary>
    public ReadOnlySpan<byte> Take()
    {
        Writer.WriteEndArray();
        Writer.Flush();
        _open = false;
        return _buffer.WrittenSpan;
    }
}
