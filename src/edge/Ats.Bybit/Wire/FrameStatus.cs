namespace Ats.Bybit.Wire;

/// <summary>How the decoding of one frame ended.</summary>
public enum FrameStatus : byte
{
    Ok,

    /// <summary>Sound JSON, but not the topic this decoder reads (an ack, a pong, another topic).</summary>
    NotThisTopic,

    /// <summary>The right topic for a symbol that is not in the table.</summary>
    UnknownSymbol,

    /// <summary>Not JSON, or a field is missing, of the wrong kind or out of range.</summary>
    Malformed,

    /// <summary>The caller's buffer is too small for the frame's events.</summary>
    BufferTooSmall,
}
