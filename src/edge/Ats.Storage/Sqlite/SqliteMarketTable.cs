namespace Ats.Storage.Sqlite;

/// <summary>The table of market events, some thousands to a row.</summary>
internal sealed class SqliteMarketTable(SqliteDatabase database) : IDisposable
{
    private readonly SqliteStatement _insert = database.Prepare(
        "INSERT INTO market (run, first_sequence, last_sequence, first_ordinal, events, data) VALUES (?, ?, ?, ?, ?, ?)");

    private readonly byte[] _blob = new byte[MarketChunk.MaxSize(MarketChunk.MaxEvents)];

    public void Dispose() => _insert.Dispose();

    public void Insert(long run, MarketBuffer buffer)
    {
        for (var start = 0; start < buffer.Count;)
        {
            var length = buffer.ChunkLength(start, MarketChunk.MaxEvents);
            var sequences = buffer.Sequences.Slice(start, length);
            var ordinals = buffer.Ordinals.Slice(start, length);
            var size = MarketChunk.Encode(buffer.Events.Slice(start, length), sequences, ordinals, _blob);
            _insert.Start();
            _insert.Integer("run", run);
            _insert.Integer("first_sequence", sequences[0]);
            _insert.Integer("last_sequence", sequences[^1]);
            _insert.Integer("first_ordinal", ordinals[0]);
            _insert.Integer("events", length);
            _insert.Blob(_blob.AsSpan(0, size));
            _insert.Step();
            start += length;
        }
    }

    public static IEnumerable<PositionedEntry> Read(SqliteDatabase database, long run, long fromSequence) =>
        MarketMerge.Merge(Chunks(database, run, fromSequence), fromSequence);

    private static IEnumerable<MarketChunk> Chunks(SqliteDatabase database, long run, long fromSequence)
    {
        using var select = database.Prepare(
            "SELECT id, events, data FROM market WHERE run = ? AND last_sequence >= ? ORDER BY first_sequence, first_ordinal");
        select.Integer("run", run);
        select.Integer("last_sequence", fromSequence);
        while (select.Step())
        {
            var id = select.Integer("id");
            var events = (int)Math.Clamp(select.Integer("events"), 0, int.MaxValue);
            yield return MarketChunk.Decode(select.Blob(), events, $"Journal {database.Path}, table market, row {id}");
        }
    }
}
