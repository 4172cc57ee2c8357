using Ats.Bybit.Streams;
using Ats.Bybit.Wire;

namespace Ats.Server.Trading;

/// <summary>What the trade socket says of itself.</summary>
internal sealed class TradeEvents(StreamBoard board) : IStreamEvents
{
    public void OnStatus(in StreamStatus status) => board.Status(in status);

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => board.Malformed(stream);
}
