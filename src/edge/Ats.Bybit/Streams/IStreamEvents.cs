using Ats.Bybit.Wire;

namespace Ats.Bybit.Streams;

/// <summary>What every stream tells about itself. Calls come one at a time, from the stream's reader; be quick.</summary>
public interface IStreamEvents
{
    void OnStatus(in StreamStatus status);

    /// <summary>A frame could not be read (its start, cut short, for the log).</summary>
    void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame);
}
