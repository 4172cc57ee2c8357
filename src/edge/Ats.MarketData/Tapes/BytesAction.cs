namespace Ats.MarketData.Tapes;

/// <summary>Takes a run of bytes.</summary>
internal delegate void BytesAction(ReadOnlySpan<byte> bytes);
