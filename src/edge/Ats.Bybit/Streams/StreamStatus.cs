using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>A stream's state since a moment; Connection counts connections made, Why says what ended the last one ("" at first).</summary>
public readonly record struct StreamStatus(string Stream, StreamState State, Timestamp Since, int Connection, string Why);
