using Ats.Bybit.Streams;
using Ats.Domain;
using Ats.Server.Views;

namespace Ats.Server.Trading;

/// <summary>What the connections are doing, for dashboards and readiness. Thread-safe.</summary>
internal sealed class StreamBoard(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Told of every change of state, outside the lock.</summary>
    public Action<StreamStatus>? Changed { get; set; }

    public void Seen(string stream, int messages)
    {
        lock (_gate)
        {
            var entry = Of(stream);
            entry.Messages += messages;
            entry.Last = time.GetTimestamp();
        }
    }

    public void Gap(string stream)
    {
        lock (_gate) Of(stream).Gaps++;
    }

    public void Malformed(string stream)
    {
        lock (_gate) Of(Plain(stream)).Gaps++;
    }

    public void Status(in StreamStatus status)
    {
        lock (_gate)
        {
            var entry = Of(Plain(status.Stream));
            entry.State = status.State;
            entry.Connections = status.Connection;
        }

        Changed?.Invoke(status);
    }

    public bool IsLive(string stream)
    {
        lock (_gate) return _entries.TryGetValue(stream, out var entry) && entry.State == StreamState.Live;
    }

    /// <summary>Number of the live connection of a stream; 0 while there is none.</summary>
    public int LiveConnection(string stream)
    {
        lock (_gate) return _entries.TryGetValue(stream, out var entry) && entry.State == StreamState.Live ? entry.Connections : 0;
    }

    public IReadOnlyList<FeedView> Views()
    {
        lock (_gate)
        {
            return [.. _entries.Select(e => new FeedView(
                e.Key,
                e.Value.State == StreamState.Live ? "connected" : e.Value.State is StreamState.BackingOff or StreamState.Stopped ? "disconnected" : "connecting",
                e.Value.Last == 0 ? null : time.GetElapsedTime(e.Value.Last).TotalMilliseconds,
                e.Value.Messages,
                Math.Max(0, e.Value.Connections - 1),
                e.Value.Gaps))];
        }
    }

    /// <summary>"public linear" and "public spot" are one feed here.</summary>
    private static string Plain(string stream) => stream.Split(' ')[0];

    private Entry Of(string stream)
    {
        if (!_entries.TryGetValue(stream, out var entry)) _entries[stream] = entry = new Entry();
        return entry;
    }

    private sealed class Entry
    {
        public StreamState State;
        public int Connections;
        public long Messages;
        public long Gaps;
        public long Last;
    }
}
