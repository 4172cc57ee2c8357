using System.Buffers;
using System.Text.Json;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>One reused buffer and writer for building a frame at a time.</summary>
internal sealed class FrameWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);

    public FrameWriter() => Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    public Utf8JsonWriter Json { get; }

    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        Json.WriteStartObject();
        return Json;
    }

    /// <summary>Ends the object; valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> End()
    {
        Json.WriteEndObject();
        Json.Flush();
        return _buffer.WrittenSpan;
    }
}
